package io.m1bridge.contactsync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InputFlowsTest {

  private static final AccountId FLOODED = new AccountId("flooded");
  private static final AccountId OTHER = new AccountId("other");
  private static final Duration BACKLOG_AGE = Duration.ofSeconds(60);

  private final InputFlows flows =
      new InputFlows(
          new InputFlow.Settings(
              new InputFlow.Waiting(Duration.ofMillis(500), Duration.ofSeconds(3)),
              50,
              new InputFlow.Waiting(Duration.ofSeconds(2), BACKLOG_AGE),
              Duration.ofSeconds(5)));
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");

  /**
   * {@code sync-accounts} showed it: 52 s instead of 2 for everybody beside one flooded account.
   */
  @Test
  void shouldLetNobodyWaitForTheBacklogOfAnother() {
    for (int i = 0; i < 100; i++) {
      flows.arrived(FLOODED, now.minusSeconds(60), now);
    }
    flows.arrived(OTHER, now.minusSeconds(6), now);
    flows.tick(now);
    assertThat(flows.maxAge(FLOODED)).isEqualTo(BACKLOG_AGE);
    assertThat(flows.maxAge(OTHER)).isZero();
    assertThat(flows.areQuiet()).isFalse();
  }

  @Test
  void shouldForgetAccountsThatAreQuiet() {
    flows.arrived(FLOODED, now.minusSeconds(60), now);
    for (int i = 0; i < 21; i++) {
      now = now.plusMillis(100);
      flows.tick(now);
    }
    assertThat(flows.areQuiet()).isTrue();
    assertThat(flows.maxAge(FLOODED)).isZero();
  }
}
