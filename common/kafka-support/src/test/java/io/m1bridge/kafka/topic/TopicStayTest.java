package io.m1bridge.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicStayTest {

  private static final Duration BEAT = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** What a broker tells of a topic that sets nothing. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "cleanup.policy", "delete",
          "retention.ms", "604800000",
          "segment.ms", "604800000",
          "max.compaction.lag.ms", "9223372036854775807",
          "delete.retention.ms", "86400000",
          "file.delete.delay.ms", "60000");

  private static TopicStay topic(String... settings) {
    Map<String, String> all = new HashMap<>(DEFAULTS);
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new TopicStay("letters", all, BEAT);
  }

  private static Duration within(Duration time) {
    return time.plus(TopicStay.ROUND).plusMinutes(1);
  }

  @Test
  void shouldCountTheSegmentToRetention() {
    assertThat(topic("retention.ms", "2592000000").byPolicy())
        .isEqualTo(new Stay.AtMost(within(Duration.ofDays(30 + 7))));
  }

  @Test
  void shouldSayThatRetentionHasNoLimit() {
    assertThat(topic("retention.ms", "-1").byPolicy())
        .isEqualTo(new Stay.Open("retention.ms of letters sets no limit"));
  }

  @Test
  void shouldCountTwoCleaningsForTheTombstone() {
    assertThat(topic("cleanup.policy", "compact", "max.compaction.lag.ms", "86400000").byPolicy())
        .isEqualTo(
            new Stay.AtMost(
                within(DAY.multipliedBy(3).plus(BEAT.multipliedBy(2)).plus(TopicStay.ROUND))));
  }

  @Test
  void shouldSayThatCompactionHasNoLimit() {
    assertThat(topic("cleanup.policy", "compact").byPolicy())
        .isEqualTo(new Stay.Open("max.compaction.lag.ms of letters sets no limit"));
  }

  @Test
  void shouldTakeWhatComesFirst() {
    assertThat(topic("cleanup.policy", "compact,delete").byPolicy())
        .as("no limit of compaction")
        .isEqualTo(new Stay.AtMost(within(Duration.ofDays(14))));
    assertThat(
            topic("cleanup.policy", "delete, compact", "max.compaction.lag.ms", "1000").byPolicy())
        .extracting(stay -> ((Stay.AtMost) stay).time().toDays())
        .isEqualTo(1L);
  }

  @Test
  void shouldWaitForTheSegmentWhereReadersDelete() {
    assertThat(topic("retention.ms", "-1").purged())
        .isEqualTo(new Stay.AtMost(within(Duration.ofDays(7).plus(BEAT))));
  }

  @Test
  void shouldSayThatKafkaDoesNotAnswer() {
    Map<String, Object> nowhere = Map.of("bootstrap.servers", "no-such-host.invalid:1");

    Map<String, Stay> stays = new TopicStays(nowhere, BEAT).of(Set.of("letters"), Set.of());

    assertThat(stays.get("letters"))
        .isInstanceOfSatisfying(
            Stay.Open.class, open -> assertThat(open.why()).startsWith("Kafka does not tell"));
  }

  @Test
  void shouldNotInventWhatABrokerDoesNotTell() {
    assertThat(new TopicStay("letters", Map.of("cleanup.policy", "compact"), BEAT).byPolicy())
        .isInstanceOf(Stay.Open.class);
  }
}
