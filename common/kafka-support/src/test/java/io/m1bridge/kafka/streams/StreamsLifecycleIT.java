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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsLifecycleIT {

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

  @Test
  void shouldRestartWithoutWaitingForTheSessionTimeout() {
    StreamsOptions options = app.options(Map.of("m1bridge.streams.session-timeout", "40s"));
    runOnce(options, topology());

    try (StreamsLifecycle second = app.lifecycle(options, topology())) {
      long began = System.nanoTime();
      second.start();
      await().atMost(LONG).until(() -> second.state() instanceof Running);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void shouldMoveNothingWhenANamedReplicaIsRestarted() {
    StreamsOptions options = app.named("replica-0");
    try (StreamsLifecycle other = app.lifecycle(app.named("replica-1"), topology())) {
      StreamsLifecycle before = app.lifecycle(options, topology());
      before.start();
      other.start();
      await()
          .atMost(LONG)
          .until(
              () ->
                  TestApplication.tasks(before).size() > 0
                      && TestApplication.tasks(other).size() > 0);
      await()
          .atMost(LONG)
          .until(
              () ->
                  TestApplication.tasks(before).size() + TestApplication.tasks(other).size() == 24);
      // Nobody said that there are two.
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(StreamsHealth.readiness(other).getData().orElseThrow().get("warning"))
                      .asString()
                      .contains("standby-replicas is 0 with 2 replicas"));
      Set<TaskId> owned = TestApplication.tasks(before);
      double rebalances = rebalances(other);

      before.close();
      try (StreamsLifecycle after = app.lifecycle(options, topology())) {
        after.start();
        await().atMost(LONG).until(() -> TestApplication.tasks(after).equals(owned));
        await().atMost(LONG).until(() -> after.state() instanceof Running);
      }

      assertThat(TestApplication.tasks(other))
          .hasSize(24 - owned.size())
          .doesNotContainAnyElementsOf(owned);
      assertThat(rebalances(other)).isEqualTo(rebalances);
    }
  }

  private void runOnce(StreamsOptions options, Topology topology) {
    try (StreamsLifecycle once = app.lifecycle(options, topology)) {
      once.start();
      await().atMost(LONG).until(() -> once.state() instanceof Running);
    }
  }

  @Test
  void shouldWaitForTopicsThatSomebodyElseOwns() {
    TopicSpec foreign =
        new TopicSpec(app.name + ".foreign", 24, Map.of("cleanup.policy", "delete"));
    TopicSetup setup = app.setup();
    StreamsOptions options = app.options(Map.of());
    try (StreamsLifecycle lifecycle =
        new StreamsLifecycle(
            problem -> setup.awaitFit(List.of(app.input), List.of(foreign), problem),
            this::topology,
            new StreamsClients(TestTopics.settings(Map.of())),
            StreamsSettings.of(app.name, app.connection(), options),
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
    try (StreamsLifecycle lifecycle = app.lifecycle(app.options(Map.of()), topology())) {
      StreamsMeters.register(registry, "test", lifecycle);
      assertThat(gauge(registry, "m1bridge.streams.lag")).isNaN();

      lifecycle.start();
      await().atMost(LONG).until(() -> lifecycle.state() instanceof Running);
      app.produce(app.input.name());

      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(gauge(registry, "m1bridge.streams.commit.longest")).isPositive());
      assertThat(gauge(registry, "m1bridge.streams.lag")).isZero();
      assertThat(gauge(registry, "m1bridge.streams.busy")).isBetween(0.0, 1.0);
    }
  }

  private static double gauge(MeterRegistry registry, String meter) {
    return registry.get(meter).tag("streams", "test").gauge().value();
  }

  @Test
  void shouldStopWhileItWaits() {
    StreamsOptions options = app.options(Map.of());
    StreamsLifecycle lifecycle =
        new StreamsLifecycle(
            problem -> Thread.sleep(Long.MAX_VALUE),
            this::topology,
            new StreamsClients(TestTopics.settings(Map.of())),
            StreamsSettings.of(app.name, app.connection(), options),
            options,
            Clock.systemUTC());
    lifecycle.start();

    lifecycle.close();

    assertThat(lifecycle.state()).isInstanceOf(Stopped.class);
    assertThat(lifecycle.streams()).isEmpty();
  }

  @Test
  void shouldFailForGoodWhenThreadsKeepFailing() {
    StreamsOptions options = app.options(Map.of("m1bridge.streams.thread-replacements", "1"));
    StreamsBuilder builder = new StreamsBuilder();
    builder.<byte[], byte[]>stream(app.input.name())
        .foreach(
            (key, value) -> {
              throw new IllegalStateException("a bug");
            });
    Topology failing = builder.build();
    try (StreamsLifecycle lifecycle = app.lifecycle(options, failing)) {
      lifecycle.start();
      await().atMost(LONG).until(() -> lifecycle.state() instanceof Running);

      app.produce(app.input.name());

      await().atMost(LONG).until(() -> lifecycle.state() instanceof Failed);
      assertThat(StreamsHealth.liveness(lifecycle.state()).getStatus().name()).isEqualTo("DOWN");
    }
  }

  private static double rebalances(StreamsLifecycle lifecycle) {
    return lifecycle.streams().orElseThrow().metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("rebalance-total"))
        .mapToDouble(metric -> (double) metric.metricValue())
        .sum();
  }

  private Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.<byte[], byte[]>stream(app.input.name())
        .groupByKey()
        .count(Materialized.with(Serdes.ByteArray(), Serdes.Long()));
    return builder.build();
  }
}
