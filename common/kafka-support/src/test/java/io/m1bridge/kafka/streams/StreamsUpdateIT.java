package io.m1bridge.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.kafka.streams.StreamsState.Running;
import io.m1bridge.process.KafkaCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new version of an application finds that the one before left, replica by replica. */
@Tag("slow")
class StreamsUpdateIT {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir static Path kafkaDirectory;
  private static KafkaCluster kafka;

  @TempDir Path stateDirectory;
  private TestApplication app;

  @BeforeAll
  static void startKafka() {
    kafka = KafkaCluster.start(kafkaDirectory, 1);
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @BeforeEach
  void begin() {
    app = new TestApplication(kafka, stateDirectory);
  }

  /** By its name it would get back what it had, and nothing of the topic that it did not know. */
  @Test
  void shouldReadANewTopicAfterTheUpdateOfANamedReplica() {
    TopicSpec more = new TopicSpec(app.name + ".more", 24, Map.of("cleanup.policy", "delete"));
    app.setup().ensure(List.of(more), List.of());
    StreamsOptions options = app.named("replica-0");
    Set<String> seen = ConcurrentHashMap.newKeySet();
    runOnce(options, reading(List.of(app.input.name()), seen));

    List<String> both = List.of(app.input.name(), more.name());
    try (StreamsLifecycle after = app.lifecycle(options, reading(both, seen))) {
      after.start();
      await().atMost(LONG).until(() -> after.state() instanceof Running);
      app.produce(more.name());
      app.produce(app.input.name());

      await().atMost(LONG).until(() -> seen.containsAll(both));
    }
  }

  /** The leader of the group makes changelogs, and is of the version before. */
  @Test
  void shouldMakeTheChangelogOfAStoreThatTheVersionBeforeHadNot() {
    try (StreamsLifecycle before = app.lifecycle(app.named("replica-0"), keeping("first"))) {
      before.start();
      await().atMost(LONG).until(() -> before.state() instanceof Running);
      app.produce(app.input.name());
      await().atMost(LONG).untilAsserted(() -> assertThat(committed()).isPositive());

      StreamsOptions options = app.named("replica-1");
      try (StreamsLifecycle after = app.lifecycle(options, keeping("first", "second"))) {
        after.start();
        await().atMost(LONG).until(() -> TestApplication.tasks(after).size() == 12);
        await().atMost(LONG).until(() -> after.state() instanceof Running);

        assertThat(after.streams().orElseThrow().allLocalStorePartitionLags())
            .containsKey("second");
      }
    }
  }

  private long committed() throws Exception {
    try (Admin admin = Admin.create(app.connection())) {
      return admin
          .listConsumerGroupOffsets(app.name)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    }
  }

  private Topology keeping(String... stores) {
    StreamsBuilder builder = new StreamsBuilder();
    for (String store : stores) {
      builder.addStateStore(
          Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(store), Serdes.ByteArray(), Serdes.ByteArray()));
    }
    builder.<byte[], byte[]>stream(app.input.name())
        .process(
            () ->
                new ContextualProcessor<byte[], byte[], Void, Void>() {
                  @Override
                  public void process(Record<byte[], byte[]> record) {
                    for (String store : stores) {
                      KeyValueStore<byte[], byte[]> kept = context().getStateStore(store);
                      kept.put(record.key(), record.value());
                    }
                  }
                },
            stores);
    return builder.build();
  }

  private void runOnce(StreamsOptions options, Topology topology) {
    try (StreamsLifecycle once = app.lifecycle(options, topology)) {
      once.start();
      await().atMost(LONG).until(() -> once.state() instanceof Running);
    }
  }

  private static Topology reading(List<String> topics, Set<String> seen) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.<byte[], byte[]>stream(topics)
        .process(
            () ->
                new ContextualProcessor<byte[], byte[], Void, Void>() {
                  @Override
                  public void process(Record<byte[], byte[]> record) {
                    seen.add(context().recordMetadata().orElseThrow().topic());
                  }
                });
    return builder.build();
  }
}
