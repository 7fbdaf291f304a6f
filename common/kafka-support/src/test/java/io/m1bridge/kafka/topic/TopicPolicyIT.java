package io.m1bridge.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.process.BrokerOptions;
import io.m1bridge.process.KafkaCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers that refuse what we wish for. */
@Tag("slow")
class TopicPolicyIT {

  @TempDir static Path directory;
  private static KafkaCluster kafka;

  @BeforeAll
  static void startKafka() throws Exception {
    Path classes =
        Path.of(
            ManagedServicePolicy.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    kafka =
        KafkaCluster.start(
            directory,
            1,
            BrokerOptions.withTopicPolicy(ManagedServicePolicy.class.getName(), classes));
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  static Stream<TopicSpec> ours() {
    return Stream.of("confluent.", "msk.", "redpanda.")
        .flatMap(
            service ->
                Stream.of(
                        Topics.TOKEN_STATE,
                        Topics.ENGAGEMENT,
                        Topics.DEAD_LETTERS,
                        Topics.CONTACT_CHANGES,
                        Topics.ACCOUNTS)
                    .map(topic -> topic.named(service + topic.name())));
  }

  @ParameterizedTest
  @MethodSource("ours")
  void shouldCreateOurTopicsWithWhatIsNeeded(TopicSpec topic) throws Exception {
    setup(Map.of()).ensure(List.of(topic), List.of());

    Map<String, String> config = ownConfig(topic.name());
    topic.needed().stream()
        .filter(topic.config()::containsKey)
        .forEach(key -> assertThat(config).containsEntry(key, topic.config().get(key)));
  }

  @Test
  void shouldKeepTheWishesThatAreAllowed() throws Exception {
    TopicSpec topic = Topics.TOKEN_STATE.named("msk.token-state");

    setup(Map.of()).ensure(List.of(topic), List.of());

    assertThat(ownConfig(topic.name()))
        .containsEntry("segment.ms", "3600000")
        .containsEntry("min.cleanable.dirty.ratio", "0.1")
        .doesNotContainKey("segment.bytes");
  }

  @Test
  void shouldTakeOperatorsSettings() throws Exception {
    TopicSettings settings =
        TestTopics.settings(
            Map.of(
                "m1bridge.topics.config.\"strict.t\".min.insync.replicas", "1",
                "m1bridge.topics.config.\"strict.t\".retention.ms", ""));
    TopicSpec topic =
        settings.named(
            new TopicSpec(
                "strict.t", 1, Map.of("cleanup.policy", "delete", "retention.ms", "1000")));

    new TopicSetup(connection(), settings).ensure(List.of(topic), List.of());

    assertThat(ownConfig("strict.t"))
        .containsEntry("min.insync.replicas", "1")
        .doesNotContainKey("retention.ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"strict.asks", "never.large"})
  void shouldSayWhatIsRefusedWhenItIsNeeded(String name) {
    TopicSpec topic =
        new TopicSpec(name, 1, Map.of("cleanup.policy", "delete", "max.message.bytes", "2000000"));

    assertThatThrownBy(() -> setup(Map.of()).ensure(List.of(topic), List.of()))
        .isInstanceOf(TopicsUnfit.class)
        .hasMessageContaining(name + " cannot be created")
        .hasMessageContaining("m1bridge.topics.config.\"" + name + "\".KEY=VALUE");
  }

  @Test
  void shouldUseTheBrokersReplicationWhereOursIsRefused() throws Exception {
    TopicSpec topic = new TopicSpec("plain", 1, Map.of("cleanup.policy", "delete"));

    setup(Map.of("m1bridge.topics.replication-factor", "3")).ensure(List.of(topic), List.of());

    assertThat(ownConfig("plain")).containsEntry("cleanup.policy", "delete");
  }

  @ParameterizedTest
  @ValueSource(strings = {"msk", "redpanda", "strict"})
  void shouldStartStreamsWithTheTopicsThatItMakes(String service) throws Exception {
    String application = service + "-app";
    String changelog = application + "-counts-changelog";
    String repartition = application + "-counts-repartition";
    TopicSettings settings =
        TestTopics.settings(
            service.equals("strict")
                ? Map.of(
                    setting("strict.in", "min.insync.replicas"), "1",
                    setting(changelog, "min.insync.replicas"), "1",
                    setting(repartition, "min.insync.replicas"), "1")
                : Map.of());
    TopicSpec input = Topics.CONTACT_CHANGES.named(service + ".in");
    new TopicSetup(connection(), settings).ensure(List.of(settings.named(input)), List.of());
    Properties streams = new Properties();
    streams.putAll(connection());
    streams.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    streams.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve(application).toString());

    try (KafkaStreams started =
        new KafkaStreams(counting(input.name()), streams, new StreamsClients(settings))) {
      started.start();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                assertThat(started.state()).isNotEqualTo(KafkaStreams.State.ERROR);
                return started.state() == KafkaStreams.State.RUNNING;
              });
    }

    assertThat(ownConfig(changelog)).containsEntry("cleanup.policy", "compact");
    assertThat(ownConfig(repartition)).containsEntry("cleanup.policy", "delete");
  }

  private static String setting(String topic, String key) {
    return "m1bridge.topics.config.\"" + topic + "\"." + key;
  }

  /** With a repartition topic and a changelog. */
  private static Topology counting(String input) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(input, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .groupBy(
            (key, value) -> value, Grouped.with("counts", Serdes.ByteArray(), Serdes.ByteArray()))
        .count(Materialized.as("counts"));
    return builder.build();
  }

  /** Returns what was set at the topic itself. */
  private static Map<String, String> ownConfig(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(connection())) {
      Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      Map<String, String> own = new java.util.HashMap<>();
      config.entries().stream()
          .filter(entry -> entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG)
          .forEach(entry -> own.put(entry.name(), entry.value()));
      return own;
    }
  }

  private static TopicSetup setup(Map<String, String> properties) {
    return new TopicSetup(connection(), TestTopics.settings(properties));
  }

  private static Map<String, Object> connection() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
