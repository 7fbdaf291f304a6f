package io.m1bridge.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m1bridge.kafka.streams.StreamsState.Failed;
import io.m1bridge.kafka.streams.StreamsState.Running;
import io.m1bridge.kafka.topic.StreamsClients;
import io.m1bridge.kafka.topic.TestTopics;
import io.m1bridge.process.BrokerOptions;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.KafkaCluster;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Kafka does to a Streams application that has done nothing wrong. */
@Tag("slow")
class KafkaWeatherIT {

  private static final Duration LONG = Duration.ofSeconds(90);
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";
  private static final long KEY = 7;

  /** Without a cache, which would leave out a count that is followed by another. */
  private static final Materialized<Long, Long, KeyValueStore<Bytes, byte[]>> COUNTS =
      Materialized.<Long, Long, KeyValueStore<Bytes, byte[]>>with(Serdes.Long(), Serdes.Long())
          .withCachingDisabled();

  @TempDir private Path kafkaDirectory;
  @TempDir private Path stateDirectory;
  private KafkaCluster kafka;

  @AfterEach
  void stopKafka() {
    kafka.close();
  }

  @Test
  void shouldCountOnAfterItsProducerExpired() throws Exception {
    // given
    kafka = KafkaCluster.start(kafkaDirectory, 1, BrokerOptions.forgettingProducers());
    try (StreamsLifecycle lifecycle = started(kafka.bootstrapServers(), Map.of())) {
      countOne();
      awaitCounts(1L);
      Set<String> threads = threads(lifecycle);

      // when
      await().atMost(LONG).until(this::noTransactionalIdIsKnown);
      countOne();

      // then
      awaitCounts(1L, 2L);
      assertThat(lifecycle.state()).isInstanceOf(Running.class);
      assertThat(threads(lifecycle)).isEqualTo(threads);
    }
  }

  /**
   * Longer than any time-out, the one after which a task gives up included. What clients know of
   * the cluster is of no use then: they must ask their bootstrap servers again (KIP-899, KIP-1102).
   */
  @Test
  void shouldCountOnAfterKafkaWasAwayForLongAndCameBackElsewhere() throws Exception {
    // given
    kafka = KafkaCluster.start(kafkaDirectory, 1);
    int elsewhere = FreePort.find();
    Map<String, String> impatient =
        Map.of(
            "request.timeout.ms", "2000",
            "default.api.timeout.ms", "3000",
            "producer.delivery.timeout.ms", "4000",
            "producer.max.block.ms", "3000",
            "task.timeout.ms", "4000",
            "max.poll.interval.ms", "10000");
    try (StreamsLifecycle lifecycle =
        started(kafka.bootstrapServers() + ",127.0.0.1:" + elsewhere, impatient)) {
      countOne();
      awaitCounts(1L);
      countOne();

      // when
      kafka.sigkill(1);
      await()
          .during(Duration.ofSeconds(15))
          .atMost(LONG)
          .until(() -> !(lifecycle.state() instanceof Failed));
      kafka.restartElsewhere(1, elsewhere);
      kafka.awaitReady(LONG);
      countOne();

      // then
      awaitCounts(1L, 2L, 3L);
      await().atMost(LONG).until(() -> lifecycle.state() instanceof Running);
    }
  }

  private StreamsLifecycle started(String bootstrapServers, Map<String, String> more)
      throws Exception {
    try (Admin admin = Admin.create(connection())) {
      admin
          .createTopics(
              List.of(new NewTopic(INPUT, 1, (short) 1), new NewTopic(OUTPUT, 1, (short) 1)))
          .all()
          .get();
    }
    Map<String, String> properties = new HashMap<>();
    properties.put("m1bridge.streams.state-dir", stateDirectory.toString());
    more.forEach((key, value) -> properties.put(quoted(key), value));
    StreamsOptions options = TestOptions.of(properties);
    StreamsLifecycle lifecycle =
        new StreamsLifecycle(
            problem -> {},
            KafkaWeatherIT::counting,
            new StreamsClients(TestTopics.settings(Map.of())),
            StreamsSettings.of("app", Map.of("bootstrap.servers", bootstrapServers), options),
            options,
            Clock.systemUTC());
    lifecycle.start();
    await().atMost(LONG).until(() -> lifecycle.state() instanceof Running);
    return lifecycle;
  }

  private static String quoted(String property) {
    return "m1bridge.streams.properties.\"" + property + "\"";
  }

  /** A record that is processed twice, or not at all, shows in the counts. */
  private static Topology counting() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(INPUT, Consumed.with(Serdes.Long(), Serdes.Long()))
        .groupByKey(Grouped.with(Serdes.Long(), Serdes.Long()))
        .count(COUNTS)
        .toStream()
        .to(OUTPUT, Produced.with(Serdes.Long(), Serdes.Long()));
    return builder.build();
  }

  private static Set<String> threads(StreamsLifecycle lifecycle) {
    return lifecycle.streams().orElseThrow().metadataForLocalThreads().stream()
        .map(ThreadMetadata::threadName)
        .collect(Collectors.toSet());
  }

  private boolean noTransactionalIdIsKnown() throws Exception {
    try (Admin admin = Admin.create(connection())) {
      return admin.listTransactions().all().get().isEmpty();
    }
  }

  private void countOne() throws Exception {
    try (KafkaProducer<Long, Long> producer =
        new KafkaProducer<>(connection(), new LongSerializer(), new LongSerializer())) {
      producer.send(new ProducerRecord<>(INPUT, KEY, 1L)).get();
    }
  }

  private void awaitCounts(Long... counts) {
    TopicPartition output = new TopicPartition(OUTPUT, 0);
    Map<String, Object> config = new HashMap<>(connection());
    config.put("isolation.level", "read_committed");
    List<Long> seen = new ArrayList<>();
    try (KafkaConsumer<Long, Long> consumer =
        new KafkaConsumer<>(config, new LongDeserializer(), new LongDeserializer())) {
      consumer.assign(List.of(output));
      consumer.seekToBeginning(List.of(output));
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> seen.add(record.value()));
                assertThat(seen).endsWith(counts[counts.length - 1]);
              });
    }
    assertThat(seen).containsExactly(counts);
  }

  private Map<String, Object> connection() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
