package io.m1bridge.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.production.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicCopiesCheckTest {

  private static List<Finding> findings(Map<String, String> settings) {
    return new TopicCopiesCheck(TestTopics.settings(settings)).findings();
  }

  @Test
  void shouldWantMoreThanOneCopy() {
    assertThat(findings(Map.of("m1bridge.topics.replication-factor", "1")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.SEVERE);
              assertThat(finding.property()).isEqualTo("m1bridge.topics.replication-factor");
            });
  }

  @Test
  void shouldBeContentWithTheDefaultMoreCopiesOrTopicsOfOthers() {
    assertThat(findings(Map.of())).isEmpty();
    assertThat(findings(Map.of("m1bridge.topics.replication-factor", "3"))).isEmpty();
    assertThat(
            findings(
                Map.of(
                    "m1bridge.topics.replication-factor", "1", "m1bridge.topics.create", "false")))
        .isEmpty();
  }
}
