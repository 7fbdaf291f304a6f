package io.m1bridge.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.kafka.streams.StreamsState.Running;
import io.m1bridge.kafka.streams.StreamsState.Waiting;
import io.m1bridge.kafka.topic.KafkaUnreachable;
import io.m1bridge.kafka.topic.StreamsClients;
import io.m1bridge.kafka.topic.TestTopics;
import io.m1bridge.kafka.topic.TopicSetup;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.TestCertificates;
import io.m1bridge.process.TlsKafka;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Materialized;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is not let in, or does not trust the broker, is told which setting it is. */
@Tag("slow")
class LoginIT {

  private static final Duration LONG = Duration.ofSeconds(90);
  private static final String USER = "app";
  private static final String PASSWORD = "p4ssword-of-app";
  private static final TopicSpec INPUT = new TopicSpec("input", 2, Map.of());

  @TempDir private static Path directory;
  @TempDir private Path stateDirectory;
  private static LocalProcesses processes;
  private static TlsKafka kafka;

  @BeforeAll
  static void startKafka() throws Exception {
    processes = LocalProcesses.in(directory);
    kafka = TlsKafka.start(processes, directory.resolve("tls"));
    kafka.password(USER, PASSWORD);
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
    processes.close();
  }

  @Test
  void shouldLetInWhoHasPasswordAndCertificate() {
    setup(Map.of()).ensure(List.of(INPUT), List.of());
  }

  @Test
  void shouldNameTheSettingOfAWrongPassword() {
    assertRefused(
        kafka.connection(USER, "another-password"),
        "does not let User:app in by SCRAM-SHA-512",
        "KAFKA_SASL_JAAS_CONFIG");
  }

  @Test
  void shouldNameTheSettingOfCertificatesThatAreNotTrusted() throws Exception {
    TestCertificates stranger = TestCertificates.in(directory.resolve("stranger"));

    assertRefused(
        with(Map.of("ssl.truststore.location", stranger.authority().toString())),
        "The certificate of Kafka",
        "kafka.ssl.truststore");
    assertRefused(
        with(Map.of("ssl.keystore.location", stranger.valid("client").toString())),
        "does not accept this service's certificate",
        "kafka.ssl.keystore");
    assertRefused(
        with(
            Map.of(
                "ssl.keystore.location",
                kafka.certificates().expired("expired-client").toString())),
        "does not accept this service's certificate",
        "kafka.ssl.keystore");
  }

  @Test
  void shouldWaitForPasswordAndCertificateAndGoOn() throws Exception {
    StreamsOptions options =
        TestOptions.of(
            Map.of(
                "m1bridge.streams.state-dir", stateDirectory.toString(),
                "m1bridge.streams.denied-pause", "500ms",
                "m1bridge.streams.access-check-every", "1s"));
    Map<String, Object> connection = Map.copyOf(kafka.connection(USER, PASSWORD));
    try (StreamsLifecycle lifecycle =
        new StreamsLifecycle(
            problem -> setup(Map.of()).awaitFit(List.of(INPUT), List.of(), problem),
            LoginIT::counting,
            new StreamsClients(TestTopics.settings(Map.of())),
            StreamsSettings.of(USER, connection, options),
            options,
            Clock.systemUTC())) {
      lifecycle.start();
      awaitRunning(lifecycle);

      kafka.password(USER, "a-password-that-nobody-was-told");
      awaitWaiting(lifecycle, "KAFKA_SASL_JAAS_CONFIG");
      await()
          .during(Duration.ofSeconds(10))
          .atMost(LONG)
          .until(() -> StreamsHealth.liveness(lifecycle).getStatus() == Status.UP);
      kafka.password(USER, PASSWORD);
      awaitRunning(lifecycle);

      kafka.expired(true);
      awaitWaiting(lifecycle, "The certificate of Kafka");
      assertThat(StreamsHealth.liveness(lifecycle).getStatus()).isEqualTo(Status.UP);
      kafka.expired(false);
      awaitRunning(lifecycle);
    }
  }

  private static Topology counting() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.<byte[], byte[]>stream(INPUT.name())
        .groupByKey()
        .count(Materialized.with(Serdes.ByteArray(), Serdes.Long()));
    return builder.build();
  }

  private static void awaitRunning(StreamsLifecycle lifecycle) {
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(lifecycle.state()).isInstanceOf(Running.class));
  }

  private static void awaitWaiting(StreamsLifecycle lifecycle, String problem) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(lifecycle.state())
                    .isInstanceOfSatisfying(
                        Waiting.class, waiting -> assertThat(waiting.problem()).contains(problem)));
  }

  private static void assertRefused(Map<String, String> connection, String... told) {
    assertThatThrownBy(
            () ->
                new TopicSetup(Map.copyOf(connection), TestTopics.settings(Map.of()))
                    .ensure(List.of(INPUT), List.of()))
        .isInstanceOf(KafkaUnreachable.class)
        .hasMessageContainingAll(told)
        .hasMessageNotContaining("another-password");
  }

  private static TopicSetup setup(Map<String, String> other) {
    return new TopicSetup(Map.copyOf(with(other)), TestTopics.settings(Map.of()));
  }

  private static Map<String, String> with(Map<String, String> other) {
    Map<String, String> connection = new HashMap<>(kafka.connection(USER, PASSWORD));
    connection.putAll(other);
    return connection;
  }
}
