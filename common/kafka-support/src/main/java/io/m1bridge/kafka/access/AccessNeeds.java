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

  /**
   * What clients of the service need beside Kafka Streams.
   *
   * @param read topics that they read, without a group
   * @param written topics that they write
   */
  public record Others(Set<String> read, Set<String> written) {

    /** There are none. */
    public static final Others NONE = new Others(Set.of(), Set.of());

    public Others {
      read = Set.copyOf(read);
      written = Set.copyOf(written);
    }
  }

  /** These, and what other clients of the service need. */
  public AccessNeeds and(Others others) {
    return new AccessNeeds(
        group, union(read, others.read), union(written, others.written), internal);
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(more);
    return all;
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
