package io.m1bridge.kafka.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.kafka.replica.StreamsOwner.Here;
import io.m1bridge.kafka.replica.StreamsOwner.Moving;
import io.m1bridge.kafka.replica.StreamsOwner.There;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class StreamsOwnerTest {

  private static final Optional<String> OWN = Optional.of("one:8082");
  private static final String TOPIC = "intents";

  /** What Kafka Streams knows of a replica that works on one partition. */
  private record Replica(HostInfo hostInfo, Set<TopicPartition> topicPartitions)
      implements StreamsMetadata {

    static Replica of(HostInfo host, String topic, int partition) {
      return new Replica(host, Set.of(new TopicPartition(topic, partition)));
    }

    @Override
    public Set<String> stateStoreNames() {
      return Set.of();
    }

    @Override
    public Set<TopicPartition> standbyTopicPartitions() {
      return Set.of(new TopicPartition(TOPIC, 7));
    }

    @Override
    public Set<String> standbyStateStoreNames() {
      return Set.of();
    }

    @Override
    public String host() {
      return hostInfo.host();
    }

    @Override
    public int port() {
      return hostInfo.port();
    }
  }

  private static StreamsOwner owner(int partition) {
    List<StreamsMetadata> replicas =
        List.of(
            Replica.of(new HostInfo("one", 8082), TOPIC, 1),
            Replica.of(new HostInfo("two", 8082), TOPIC, 2),
            Replica.of(new HostInfo("two", 8082), "another", 3),
            Replica.of(HostInfo.unavailable(), TOPIC, 4));
    return StreamsOwner.of(replicas, OWN, TOPIC, partition);
  }

  @Test
  void shouldTellWhoWorksOnAPartition() {
    assertThat(owner(1)).isEqualTo(new Here());
    assertThat(owner(2)).isEqualTo(new There(URI.create("http://two:8082")));
  }

  @Test
  void shouldTakeNobodyForTheOwnerWhoIsNot() {
    assertThat(owner(3)).as("works on another topic").isEqualTo(new Moving());
    assertThat(owner(4)).as("does not say where it is").isEqualTo(new Moving());
    assertThat(owner(7)).as("is a standby").isEqualTo(new Moving());
  }

  @Test
  void shouldKnowNobodyBeforeTheStart() {
    Collection<StreamsMetadata> none = StreamsOwner.replicas(Optional.empty());

    assertThat(StreamsOwner.of(none, OWN, TOPIC, 1)).isEqualTo(new Moving());
    assertThat(StreamsOwner.others(none, OWN)).isEmpty();
  }

  /** It never starts, and so never asks a broker. */
  @Test
  void shouldKnowNobodyWhereKafkaStreamsHasNotBegunOrHasEnded() {
    StreamsBuilder topology = new StreamsBuilder();
    topology.table(TOPIC);
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "owner");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    KafkaStreams streams = new KafkaStreams(topology.build(), settings);

    assertThat(StreamsOwner.replicas(Optional.of(streams))).isEmpty();
    streams.close();
    assertThat(StreamsOwner.replicas(Optional.of(streams))).isEmpty();
  }
}
