package io.m1bridge.edm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.Command;
import io.m1bridge.edm.poll.LedgerState;
import io.m1bridge.edm.poll.PollStore;
import io.m1bridge.testkit.time.MutableClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an attempt before has left is cleared in portions: all tasks share one transaction. */
class TaskRefillTest {

  private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-23T10:00:00Z"));
  private Duration perPortion = Duration.ZERO;
  private int portions;
  private LedgerState state = LedgerState.EMPTY;

  @Test
  void shouldClearForAShortTimeOnly() throws InterruptedException {
    perPortion = Duration.ofMillis(60);
    TaskRefill refill = begun();
    assertThat(refill.advance()).isFalse();
    assertThat(portions).as("of 60 ms each").isEqualTo(1);
    assertThat(refill.advance()).isFalse();
    assertThat(portions).isEqualTo(2);
  }

  @Test
  void shouldClearAFewPortionsAtATimeAndBeFillingMeanwhile() throws InterruptedException {
    TaskRefill refill = begun();
    assertThat(refill.advance()).isFalse();
    assertThat(portions).isBetween(2, 10);
    assertThat(state).isEqualTo(LedgerState.FILLING);
    while (!refill.advance()) {
      assertThat(state).isEqualTo(LedgerState.FILLING);
    }
    assertThat(portions).isEqualTo(20);
    assertThat(state).isEqualTo(LedgerState.WHOLE);
  }

  /** A reading that failed for others would be begun anew for it too, and wait for ever. */
  @Test
  void shouldCloseItsReadingInTheEnd() throws InterruptedException {
    HistoryReading reading = new HistoryReading(0);
    reading.put(new HistoryReading.Begin(Map.of()));
    TaskRefill refill = new TaskRefill(store(), reading, clock);
    refill.advance();
    assertThat(reading.isClosed()).isFalse();
    reading.put(new HistoryReading.End());
    while (!refill.advance()) {
      // Clears what there is first.
    }
    assertThat(reading.isClosed()).isTrue();
  }

  @Test
  void shouldKeepSoManyCommandsOnly() throws InterruptedException {
    TaskRefill refill = begun();
    for (int i = 0; i < 1_001; i++) {
      refill.keep(
          "demo", new Command("demo", Command.Action.POLL_NOW, "n" + i, clock.instant(), Map.of()));
    }
    assertThat(refill.commands()).hasSize(1_000);
    assertThat(refill.commands().get(0).command().by()).as("in their order").isEqualTo("n0");
  }

  private TaskRefill begun() throws InterruptedException {
    HistoryReading reading = new HistoryReading(0);
    reading.put(new HistoryReading.Begin(Map.of()));
    reading.put(new HistoryReading.End());
    return new TaskRefill(store(), reading, clock);
  }

  /** A store of twenty portions. */
  private PollStore store() {
    return (PollStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {PollStore.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "clearSome" -> {
                  clock.advance(perPortion);
                  return ++portions == 20;
                }
                case "save" -> {
                  state = (LedgerState) arguments[0];
                  return null;
                }
                default -> {
                  return List.of();
                }
              }
            });
  }
}
