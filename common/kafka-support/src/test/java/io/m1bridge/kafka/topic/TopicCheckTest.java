package io.m1bridge.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicCheckTest {

  private final TopicSpec wanted =
      new TopicSpec("m1.accounts", 24, Map.of("cleanup.policy", "compact", "retention.ms", "1000"));

  @Test
  void shouldAcceptTopicWithWhatIsNeeded() {
    assertThat(
            TopicCheck.problem(
                wanted, 24, Map.of("cleanup.policy", "compact", "retention.ms", "5")))
        .isEmpty();
  }

  @Test
  void shouldRefuseAnotherPartitionCount() {
    assertThat(TopicCheck.problem(wanted, 12, Map.of("cleanup.policy", "compact")))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .contains("m1.accounts has 12 partitions, needed are 24")
                    .contains("m1bridge.topics.names.\"m1.accounts\""));
  }

  @Test
  void shouldRefuseAnotherCleanupPolicyWithTheCommandThatChangesIt() {
    assertThat(TopicCheck.problem(wanted, 24, Map.of("cleanup.policy", "delete")))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .contains("has cleanup.policy=delete, needed is compact")
                    .contains(
                        "kafka-configs.sh --alter --entity-type topics --entity-name m1.accounts --add-config cleanup.policy=compact"));
  }

  @Test
  void shouldNotJudgeWhatIsUpstreams() {
    TopicSpec theirs = new TopicSpec("crm", 24, Map.of("cleanup.policy", "delete"), true);

    assertThat(TopicCheck.problem(theirs.named("x"), 3, Map.of("cleanup.policy", "compact")))
        .isEmpty();
    assertThat(TopicCheck.difference(theirs, Map.of("retention.ms", "1"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2098175, false", "2098176, true", "2098177, true", "10485760, true"})
  void shouldRefuseLimitsBelowTheLargestRecord(String limit, boolean fits) {
    assertThat(
            TopicCheck.problem(
                Topics.ACCOUNTS,
                Topics.PARTITIONS,
                Map.of("cleanup.policy", "compact", "max.message.bytes", limit)))
        .satisfies(problem -> assertThat(problem.isEmpty()).isEqualTo(fits))
        .satisfies(
            found ->
                found.ifPresent(
                    problem ->
                        assertThat(problem)
                            .contains("m1.accounts has max.message.bytes=" + limit)
                            .contains("needed are at least 2098176")
                            .contains("--add-config max.message.bytes=2098176")));
  }

  @Test
  void shouldNotCareAboutTheOrderOfPolicies() {
    TopicSpec both = new TopicSpec("t", 1, Map.of("cleanup.policy", "compact,delete"));

    assertThat(TopicCheck.problem(both, 1, Map.of("cleanup.policy", "delete,compact"))).isEmpty();
  }

  @Test
  void shouldTellOtherDifferences() {
    assertThat(
            TopicCheck.difference(wanted, Map.of("cleanup.policy", "compact", "retention.ms", "5")))
        .contains("m1.accounts has retention.ms=5 (by default 1000)");
    assertThat(
            TopicCheck.difference(
                wanted, Map.of("cleanup.policy", "compact", "retention.ms", "1000")))
        .isEmpty();
  }

  @Test
  void shouldTellWhetherRecordsStayForEver() {
    TopicSpec topic = Topics.ENGAGEMENT;
    Map<String, String> forEver = Map.of("retention.ms", "-1", "retention.bytes", "-1");
    assertThat(TopicCheck.limitOf(topic, forEver)).isEmpty();
    assertThat(
            TopicCheck.limitOf(topic, Map.of("retention.ms", "604800000", "retention.bytes", "-1")))
        .contains("edm.engagement has retention.ms=604800000");
    assertThat(TopicCheck.limitOf(topic, Map.of("retention.ms", "-1", "retention.bytes", "9")))
        .contains("edm.engagement has retention.bytes=9");
    assertThat(TopicCheck.limitOf(topic, Map.of())).as("not known").isPresent();
  }

  @Test
  void shouldRenameTopicsByConfiguration() {
    TopicSettings settings =
        TestTopics.settings(Map.of("m1bridge.topics.names.\"m1.accounts\"", "our.accounts"));

    assertThat(settings.named(wanted).name()).isEqualTo("our.accounts");
    assertThat(settings.named(wanted.named("other")).name()).isEqualTo("other");
    assertThat(settings.create()).isTrue();
    assertThat(settings.replicationFactor()).isEmpty();
    assertThat(settings.retryEvery()).isEqualTo(Duration.ofSeconds(5));
  }
}
