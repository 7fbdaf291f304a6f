package io.m1bridge.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.kafka.streams.StreamsState.Failed;
import io.m1bridge.kafka.streams.StreamsState.Running;
import io.m1bridge.kafka.streams.StreamsState.Stopped;
import io.m1bridge.kafka.streams.StreamsState.Waiting;
import io.m1bridge.kafka.topic.StreamsClients;
import io.m1bridge.kafka.topic.TestTopics;
import io.m1bridge.kafka.topic.TopicSetup;
import io.m1bridge.process.KafkaCluster;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsLifecycleIT {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir static Path kafkaDirectory;
  private static KafkaCluster kafka;

  @TempDir Path stateDirectory;
  private final String name = "app-" + UUID.randomUUID();
  private final TopicSpec input =
      new TopicSpec(name + ".input", 24, Map.of("cleanup.policy", "delete"));

  @BeforeAll
  static void startKafka() {
    kafka = KafkaCluster.start(kafkaDirectory, 1);
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void shouldRestartWithoutWaitingForTheSessionTimeout() {
    StreamsOptions options = options(Map.of("m1bridge.streams.session-timeout", "40s"));
    runOnce(options, topology());

    try (StreamsLifecycle second = lifecycle(options, topology())) {
      long began = System.nanoTime();
      second.start();
      await().atMost(LONG).until(() -> second.state() instanceof Running);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void shouldMoveNothingWhenANamedReplicaIsRestarted() {
    StreamsOptions options = named("replica-0");
    try (StreamsLifecycle other = lifecycle(named("replica-1"), topology())) {
      StreamsLifecycle before = lifecycle(options, topology());
      before.start();
      other.start();
      await().atMost(LONG).until(() -> tasks(before).size() > 0 && tasks(other).size() > 0);
      await().atMost(LONG).until(() -> tasks(before).size() + tasks(other).size() == 24);
      Set<TaskId> owned = tasks(before);
      double rebalances = rebalances(other);

      before.close();
      try (StreamsLifecycle after = lifecycle(options, topology())) {
        after.start();
        await().atMost(LONG).until(() -> tasks(after).equals(owned));
        await().atMost(LONG).until(() -> after.state() instanceof Running);
      }

      assertThat(tasks(other)).hasSize(24 - owned.size()).doesNotContainAnyElementsOf(owned);
      assertThat(rebalances(other)).isEqualTo(rebalances);
    }
  }

  /** By its name it would get back what it had, and nothing of the topic that it did not know. */
  @Test
  void shouldReadANewTopicAfterTheUpdateOfANamedReplica() {
    TopicSpec more = new TopicSpec(name + ".more", 24, Map.of("cleanup.policy", "delete"));
    setup().ensure(List.of(more), List.of());
    StreamsOptions options = named("replica-0");
    Set<String> seen = ConcurrentHashMap.newKeySet();
    runOnce(options, reading(List.of(input.name()), seen));

    List<String> both = List.of(input.name(), more.name());
    try (StreamsLifecycle after = lifecycle(options, reading(both, seen))) {
      after.start();
      await().atMost(LONG).until(() -> after.state() instanceof Running);
      produce(more.name());
      produce(input.name());

      await().atMost(LONG).until(() -> seen.containsAll(both));
    }
  }

  /** The leader of the group makes changelogs, and is of the version before. */
  @Test
  void shouldMakeTheChangelogOfAStoreThatTheVersionBeforeHadNot() {
    try (StreamsLifecycle before = lifecycle(named("replica-0"), keeping("first"))) {
      before.start();
      await().atMost(LONG).until(() -> before.state() instanceof Running);
      produce(input.name());
      await().atMost(LONG).untilAsserted(() -> assertThat(committed()).isPositive());

      StreamsOptions options = named("replica-1");
      try (StreamsLifecycle after = lifecycle(options, keeping("first", "second"))) {
        after.start();
        await().atMost(LONG).until(() -> tasks(after).size() == 12);
        await().atMost(LONG).until(() -> after.state() instanceof Running);

        assertThat(after.streams().orElseThrow().allLocalStorePartitionLags())
            .containsKey("second");
      }
    }
  }

  private long committed() throws Exception {
    try (Admin admin = Admin.create(connection())) {
      return admin
          .listConsumerGroupOffsets(name)
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
    builder.<byte[], byte[]>stream(input.name())
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
    try (StreamsLifecycle once = lifecycle(options, topology)) {
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

  @Test
  void shouldWaitForTopicsThatSomebodyElseOwns() {
    TopicSpec foreign = new TopicSpec(name + ".foreign", 24, Map.of("cleanup.policy", "delete"));
    TopicSetup setup = setup();
    StreamsOptions options = options(Map.of());
    try (StreamsLifecycle lifecycle =
        new StreamsLifecycle(
            problem -> setup.awaitFit(List.of(input), List.of(foreign), problem),
            this::topology,
            new StreamsClients(TestTopics.settings(Map.of())),
            StreamsSettings.of(name, connection(), options),
            options,
            Clock.systemUTC())) {
      lifecycle.start();
      await()
          .atMost(LONG)
          .until(
              () ->
                  lifecycle.state() instanceof Waiting waiting
                      && waiting.problem().contains(".foreign is missing"));

      setup.ensure(List.of(foreign), List.of());

      await().atMost(LONG).until(() -> lifecycle.state() instanceof Running);
    }
  }

  @Test
  void shouldShowWhatIsNotReadAndHowBusyItIs() {
    MeterRegistry registry = new SimpleMeterRegistry();
    try (StreamsLifecycle lifecycle = lifecycle(options(Map.of()), topology())) {
      StreamsMeters.register(registry, "test", lifecycle);
      assertThat(gauge(registry, "m1bridge.streams.lag")).isNaN();

      lifecycle.start();
      await().atMost(LONG).until(() -> lifecycle.state() instanceof Running);
      produce(input.name());

      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(gauge(registry, "m1bridge.streams.commit.longest")).isPositive());
      assertThat(gauge(registry, "m1bridge.streams.lag")).isZero();
      assertThat(gauge(registry, "m1bridge.streams.busy")).isBetween(0.0, 1.0);
    }
  }

  private static double gauge(MeterRegistry registry, String name) {
    return registry.get(name).tag("streams", "test").gauge().value();
  }

  @Test
  void shouldStopWhileItWaits() {
    StreamsOptions options = options(Map.of());
    StreamsLifecycle lifecycle =
        new StreamsLifecycle(
            problem -> Thread.sleep(Long.MAX_VALUE),
            this::topology,
            new StreamsClients(TestTopics.settings(Map.of())),
            StreamsSettings.of(name, connection(), options),
            options,
            Clock.systemUTC());
    lifecycle.start();

    lifecycle.close();

    assertThat(lifecycle.state()).isInstanceOf(Stopped.class);
    assertThat(lifecycle.streams()).isEmpty();
  }

  @Test
  void shouldFailForGoodWhenThreadsKeepFailing() {
    StreamsOptions options = options(Map.of("m1bridge.streams.thread-replacements", "1"));
    StreamsBuilder builder = new StreamsBuilder();
    builder.<byte[], byte[]>stream(input.name())
        .foreach(
            (key, value) -> {
              throw new IllegalStateException("a bug");
            });
    Topology failing = builder.build();
    try (StreamsLifecycle lifecycle = lifecycle(options, failing)) {
      lifecycle.start();
      await().atMost(LONG).until(() -> lifecycle.state() instanceof Running);

      produce(input.name());

      await().atMost(LONG).until(() -> lifecycle.state() instanceof Failed);
      assertThat(StreamsHealth.liveness(lifecycle.state()).getStatus().name()).isEqualTo("DOWN");
    }
  }

  private StreamsOptions named(String replica) {
    Map<String, String> named =
        Map.of("m1bridge.streams.instance-id", replica, "m1bridge.streams.session-timeout", "40s");
    return TestOptions.of(with(named, stateDirectory.resolve(replica)));
  }

  private static Map<String, String> with(Map<String, String> options, Path stateDirectory) {
    Map<String, String> all = new HashMap<>(options);
    all.put("m1bridge.streams.state-dir", stateDirectory.toString());
    return all;
  }

  private static Set<TaskId> tasks(StreamsLifecycle lifecycle) {
    return lifecycle.streams().stream()
        .flatMap(streams -> streams.metadataForLocalThreads().stream())
        .flatMap(thread -> thread.activeTasks().stream())
        .map(TaskMetadata::taskId)
        .collect(Collectors.toSet());
  }

  private static double rebalances(StreamsLifecycle lifecycle) {
    return lifecycle.streams().orElseThrow().metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("rebalance-total"))
        .mapToDouble(metric -> (double) metric.metricValue())
        .sum();
  }

  private StreamsLifecycle lifecycle(StreamsOptions options, Topology topology) {
    return new StreamsLifecycle(
        problem -> setup().awaitFit(List.of(input), List.of(), problem),
        () -> topology,
        new StreamsClients(TestTopics.settings(Map.of())),
        StreamsSettings.of(name, connection(), options),
        options,
        Clock.systemUTC());
  }

  private Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.<byte[], byte[]>stream(input.name())
        .groupByKey()
        .count(Materialized.with(Serdes.ByteArray(), Serdes.Long()));
    return builder.build();
  }

  private StreamsOptions options(Map<String, String> more) {
    return TestOptions.of(with(more, stateDirectory));
  }

  private static void produce(String topic) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(connection(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {1}));
    }
  }

  private static TopicSetup setup() {
    return new TopicSetup(
        connection(), TestTopics.settings(Map.of("m1bridge.topics.retry-every", "200ms")));
  }

  private static Map<String, Object> connection() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
