package io.m1bridge.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.testkit.time.MutableClock;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Several replicas that nobody spoke of show once they have joined. */
class StandbyWatchTest {

  private final MutableClock clock = MutableClock.at("2026-01-01T00:00:00Z");
  private OptionalInt replicas = OptionalInt.of(1);
  private int asked;

  private StandbyWatch watch(boolean hasStandbys) {
    return new StandbyWatch(
        hasStandbys,
        () -> {
          asked++;
          return replicas;
        },
        clock);
  }

  @Test
  void shouldWarnOfReplicasThatHaveJoinedUntilTheyAreGone() {
    StandbyWatch watch = watch(false);
    assertThat(watch.warning()).isEmpty();
    replicas = OptionalInt.of(3);
    assertThat(watch.warning()).as("not asked at every look").isEmpty();
    clock.advance(StandbyWatch.EVERY);
    assertThat(watch.warning())
        .hasValueSatisfying(
            text ->
                assertThat(text).contains("m1bridge.streams.standby-replicas", "with 3 replicas"));

    replicas = OptionalInt.empty();
    clock.advance(StandbyWatch.EVERY);
    assertThat(watch.warning()).as("Kafka does not say").isPresent();
    replicas = OptionalInt.of(1);
    clock.advance(StandbyWatch.EVERY);
    assertThat(watch.warning()).isEmpty();
    assertThat(asked).isEqualTo(4);
  }

  @Test
  void shouldAskNobodyWhereThereAreStandbys() {
    replicas = OptionalInt.of(3);

    assertThat(watch(true).warning()).isEmpty();
    assertThat(asked).isZero();
  }

  @Test
  void shouldCountProcessesAndNotTheirThreads() {
    assertThat(
            StandbyWatch.processes(
                List.of(
                    "sync-1a-StreamThread-1-consumer",
                    "sync-1a-StreamThread-2-consumer",
                    "sync-2b-StreamThread-1-consumer")))
        .isEqualTo(2);
  }
}
