package io.m1bridge.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.KafkaCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSetupIT {

  private static final Map<String, String> COMPACT = Map.of("cleanup.policy", "compact");

  @TempDir static Path directory;
  private static KafkaCluster kafka;

  @BeforeAll
  static void startKafka() {
    kafka = KafkaCluster.start(directory, 3);
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void shouldCreateMissingTopicsOnEveryBrokerAndFindThemFit() throws Exception {
    TopicSpec topic = new TopicSpec("created", 24, COMPACT);

    setup(Map.of()).ensure(List.of(topic), List.of());

    assertThatCode(() -> setup(Map.of()).ensure(List.of(topic), List.of(topic)))
        .doesNotThrowAnyException();
    TopicDescription description = describe("created");
    assertThat(description.partitions())
        .hasSize(24)
        .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(3));
  }

  @Test
  void shouldTellAllProblemsInOneMessage() {
    setup(Map.of())
        .ensure(
            List.of(
                new TopicSpec("few", 3, COMPACT),
                new TopicSpec("deleting", 24, Map.of("cleanup.policy", "delete"))),
            List.of());

    assertThatThrownBy(
            () ->
                setup(Map.of("m1bridge.topics.create", "false"))
                    .ensure(
                        List.of(
                            new TopicSpec("few", 24, COMPACT),
                            new TopicSpec("deleting", 24, COMPACT),
                            new TopicSpec("none", 24, COMPACT)),
                        List.of(new TopicSpec("upstream", 24, Map.of()))))
        .isInstanceOf(TopicsUnfit.class)
        .hasMessageContaining("few has 3 partitions, needed are 24")
        .hasMessageContaining("deleting has cleanup.policy=delete")
        .hasMessageContaining(
            "none is missing: kafka-topics.sh --create --topic none --partitions 24 --config cleanup.policy=compact")
        .hasMessageContaining("upstream is missing");
  }

  @Test
  void shouldNeverCreateTopicsOfOthers() throws Exception {
    assertThatThrownBy(
            () -> setup(Map.of()).ensure(List.of(), List.of(new TopicSpec("theirs", 24, COMPACT))))
        .isInstanceOf(TopicsUnfit.class);

    try (Admin admin = Admin.create(connection())) {
      Set<String> names = admin.listTopics().names().get();
      assertThat(names).doesNotContain("theirs");
    }
  }

  @Test
  void shouldNameTheSettingWhenKafkaDoesNotAnswer() {
    String nobody = "127.0.0.1:" + FreePort.find();

    assertThatThrownBy(
            () ->
                new TopicSetup(Map.of("bootstrap.servers", nobody), TestTopics.settings(Map.of()))
                    .ensure(List.of(new TopicSpec("t", 1, Map.of())), List.of()))
        .isInstanceOf(KafkaUnreachable.class)
        .hasMessageContaining(nobody)
        .hasMessageContaining("KAFKA_BOOTSTRAP_SERVERS");
  }

  private static TopicDescription describe(String topic) throws Exception {
    try (Admin admin = Admin.create(connection())) {
      return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    }
  }

  private static TopicSetup setup(Map<String, String> properties) {
    return new TopicSetup(connection(), TestTopics.settings(properties));
  }

  private static Map<String, Object> connection() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
