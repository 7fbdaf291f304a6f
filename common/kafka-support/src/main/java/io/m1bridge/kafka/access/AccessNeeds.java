package io.m1bridge.kafka.access;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.TopologyDescription;

/**
 * What a service does with Kafka.
 *
 * @param group its consumer group; also the beginning of its transactional ids
 * @param read topics that its consumers read
 * @param written topics that its producers write
 * @param internal topics that Kafka Streams makes, reads and writes; their names begin with the
 *     group
 */
public record AccessNeeds(
    String group, Set<String> read, Set<String> written, Set<String> internal) {

  public AccessNeeds {
    read = Set.copyOf(read);
    written = Set.copyOf(written);
    internal = Set.copyOf(internal);
  }

  /** These, and topics that other producers of the service write. */
  public AccessNeeds alsoWriting(Set<String> topics) {
    Set<String> all = new HashSet<>(written);
    all.addAll(topics);
    return new AccessNeeds(group, read, all, internal);
  }

  /** Returns what a Streams application needs. */
  public static AccessNeeds of(String applicationId, TopologyDescription topology) {
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
    return new AccessNeeds(applicationId, read, written, internal);
  }
}
