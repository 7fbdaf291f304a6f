package io.m1bridge.contactsync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InputFlowTest {

  private static final AccountId ACCOUNT = new AccountId("demo");
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration BURST_AGE = Duration.ofSeconds(3);
  private static final Duration BACKLOG_AGE = Duration.ofSeconds(15);

  private final InputFlow flow =
      new InputFlow(
          new InputFlow.Settings(
              new InputFlow.Waiting(Duration.ofMillis(500), BURST_AGE),
              50,
              new InputFlow.Waiting(Duration.ofSeconds(2), BACKLOG_AGE),
              Duration.ofSeconds(5)));
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");

  private void arrive(Duration age, int records) {
    for (int i = 0; i < records; i++) {
      flow.arrived(ACCOUNT, now.minus(age), now);
    }
  }

  private void ticks(int ticks) {
    for (int i = 0; i < ticks; i++) {
      now = now.plus(TICK);
      flow.tick(now);
    }
  }

  @Test
  void shouldNotWaitForMoreAfterASingleFreshChange() {
    arrive(Duration.ZERO, 1);
    ticks(1);
    assertThat(flow.maxAge(ACCOUNT)).isZero();
  }

  @Test
  void shouldWaitAWhileInABurstAndLongerInABacklog() {
    arrive(Duration.ZERO, 50);
    ticks(4);
    assertThat(flow.maxAge(ACCOUNT)).isEqualTo(BURST_AGE);
    ticks(1);
    assertThat(flow.maxAge(ACCOUNT)).isZero();
    arrive(Duration.ofSeconds(6), 1);
    ticks(19);
    assertThat(flow.maxAge(ACCOUNT)).isEqualTo(BACKLOG_AGE);
    ticks(1);
    assertThat(flow.maxAge(ACCOUNT)).isZero();
  }

  @Test
  void shouldNotTakeAStallOfItsThreadForSilence() {
    arrive(Duration.ofMinutes(1), 10);
    now = now.plusSeconds(20);
    ticks(3);
    assertThat(flow.maxAge(ACCOUNT)).isEqualTo(BACKLOG_AGE);
    ticks(1);
    assertThat(flow.maxAge(ACCOUNT)).isZero();
  }

  @Test
  void shouldNotTakeATrickleForMoreOfABacklog() {
    arrive(Duration.ofMinutes(1), 10);
    for (int i = 0; i < 25; i++) {
      arrive(Duration.ZERO, 1);
      ticks(1);
    }
    assertThat(flow.maxAge(ACCOUNT)).isZero();
  }

  @Test
  void shouldExpectMoreOfTheAccountAloneThatItCameOf() {
    AccountId other = new AccountId("other");
    arrive(Duration.ofMinutes(1), 10);
    flow.arrived(other, now, now);

    assertThat(flow.maxAge(ACCOUNT)).isEqualTo(BACKLOG_AGE);
    assertThat(flow.maxAge(other)).isZero();
    assertThat(flow.isQuiet()).isFalse();
    ticks(21);
    assertThat(flow.isQuiet()).isTrue();
  }
}
