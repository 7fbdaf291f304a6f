package io.m1bridge.kafka.replica;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.HostInfo;

/** Which replica of a Streams service works on a partition. */
public sealed interface StreamsOwner {

  /** This one. */
  record Here() implements StreamsOwner {}

  /**
   * Another one.
   *
   * @param address of its REST, without a path
   */
  record There(URI address) implements StreamsOwner {}

  /** None for now, or one that does not say where it is reached: tasks are being assigned. */
  record Moving() implements StreamsOwner {}

  /**
   * What Kafka Streams knows of its whole group, from the last rebalance.
   *
   * @param streams empty before the start
   * @return nobody before the start, and after Kafka Streams has ended
   */
  static Collection<StreamsMetadata> replicas(Optional<KafkaStreams> streams) {
    try {
      return streams.map(KafkaStreams::metadataForAllStreamsClients).orElse(List.of());
    } catch (IllegalStateException | StreamsNotStartedException e) {
      // It may end at any moment, so that asking for its state first would not do.
      return List.of();
    }
  }

  /**
   * Who works on a partition of a topic.
   *
   * @param own {@code host:port} that this replica gave as its {@code application.server}; empty if
   *     it gave none
   */
  static StreamsOwner of(
      Collection<StreamsMetadata> replicas, Optional<String> own, String topic, int partition) {
    return replicas.stream()
        .filter(replica -> works(replica, topic, partition))
        .map(StreamsMetadata::hostInfo)
        .filter(host -> !host.equals(HostInfo.unavailable()))
        .findFirst()
        .map(host -> host.host() + ":" + host.port())
        .<StreamsOwner>map(
            address ->
                own.filter(address::equals).isPresent()
                    ? new Here()
                    : new There(URI.create("http://" + address)))
        .orElseGet(Moving::new);
  }

  /**
   * Addresses of the REST of all other replicas that say where they are reached.
   *
   * @param own as in {@link #of}
   */
  static List<URI> others(Collection<StreamsMetadata> replicas, Optional<String> own) {
    return replicas.stream()
        .map(StreamsMetadata::hostInfo)
        .filter(host -> !host.equals(HostInfo.unavailable()))
        .map(host -> host.host() + ":" + host.port())
        .filter(address -> own.filter(address::equals).isEmpty())
        .map(address -> URI.create("http://" + address))
        .toList();
  }

  private static boolean works(StreamsMetadata replica, String topic, int partition) {
    return replica.topicPartitions().stream()
        .anyMatch(at -> at.partition() == partition && at.topic().equals(topic));
  }
}
