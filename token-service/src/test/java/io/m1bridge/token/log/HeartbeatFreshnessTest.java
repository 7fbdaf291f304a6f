package io.m1bridge.token.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatFreshnessTest {

  private static final long SECOND = 1_000_000_000L;
  private final HeartbeatFreshness freshness = new HeartbeatFreshness(Duration.ofSeconds(6));

  @Test
  void shouldNotCountWhatWasNeverAcknowledged() {
    freshness.sample(0, 0, 0);
    freshness.sample(0, 0, SECOND);
    assertThat(freshness.isFresh(SECOND)).isFalse();
  }

  @Test
  void shouldCountFromTheSampleBeforeTheAcknowledgementWasNoticed() {
    freshness.sample(0, 0, 0);
    freshness.sample(1, 0, SECOND);
    assertThat(freshness.isFresh(SECOND)).as("a further poll must confirm it").isFalse();
    freshness.sample(1, 0, 2 * SECOND);
    assertThat(freshness.isFresh(5 * SECOND)).isTrue();
    assertThat(freshness.isFresh(5 * SECOND + SECOND / 2)).isFalse();
  }

  @Test
  void shouldTakeOffTheSlowestAnswer() {
    freshness.sample(0, 0, 0);
    freshness.sample(1, 3 * SECOND, SECOND);
    freshness.sample(1, 3 * SECOND, 2 * SECOND);
    assertThat(freshness.isFresh(2 * SECOND)).isTrue();
    assertThat(freshness.isFresh(2 * SECOND + SECOND / 2)).isFalse();
  }

  @Test
  void shouldEndAtOnceWhenMembershipIsLost() {
    freshness.sample(0, 0, 0);
    freshness.sample(1, 0, SECOND);
    freshness.sample(1, 0, 2 * SECOND);
    freshness.lost();
    assertThat(freshness.isFresh(2 * SECOND)).isFalse();
  }
}
