package io.m1bridge.kafka.access;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.TopologyDescription;

/**
 * What a Streams application does with topics.
 *
 * @param read by its consumers
 * @param written by its producers
 * @param internal made by Kafka Streams under the application's id, which also reads and writes
 *     them
 */
record TopologyNeeds(Set<String> read, Set<String> written, Set<String> internal) {

  static TopologyNeeds of(String applicationId, TopologyDescription topology) {
    Set<String> read = new HashSet<>();
    Set<String> written = new HashSet<>();
    Set<String> internal = new HashSet<>();
    for (TopologyDescription.Subtopology part : topology.subtopologies()) {
      for (TopologyDescription.Node node : part.nodes()) {
        if (node instanceof TopologyDescription.Source source && source.topicSet() != null) {
          read.addAll(source.topicSet());
        } else if (node instanceof TopologyDescription.Sink sink && sink.topic() != null) {
          written.add(sink.topic());
        } else if (node instanceof TopologyDescription.Processor processor) {
          processor
              .stores()
              .forEach(store -> internal.add(applicationId + "-" + store + "-changelog"));
        }
      }
    }
    Set<String> repartition = new HashSet<>(read);
    repartition.retainAll(written);
    repartition.removeIf(name -> !name.endsWith("-repartition"));
    read.removeAll(repartition);
    written.removeAll(repartition);
    repartition.forEach(name -> internal.add(applicationId + "-" + name));
    return new TopologyNeeds(read, written, internal);
  }
}
