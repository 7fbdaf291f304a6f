package io.m1bridge.edm.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallSupplyTest {

  private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-23T10:00:00Z"));
  private final CallSupply supply = new CallSupply(clock);

  @Test
  void shouldTellHowManyPermitsComeWhileWorkWaits() {
    minutes(5, 10, true);
    nextMinute();

    assertThat(supply.perHour()).hasValue(600);
  }

  @Test
  void shouldKnowNoLimitWhereAllWorkHadItsPermitInEachMinute() {
    for (int minute = 0; minute < 5; minute++) {
      minutes(1, 30, true, false);
    }
    nextMinute();

    assertThat(supply.perHour()).isEmpty();
  }

  @Test
  void shouldForgetAnHourLater() {
    minutes(3, 10, true);
    minutes(70, 0, false);
    nextMinute();

    assertThat(supply.perHour()).isEmpty();
  }

  @Test
  void shouldTakeTheMinutesInWhichWorkWaitedAlone() {
    minutes(1, 50, false);
    minutes(2, 4, true);
    minutes(1, 50, false);
    nextMinute();

    assertThat(supply.perHour()).hasValue(240);
  }

  /** Permits at the beginning of each minute, a look every 10 s; a last look ends the last one. */
  private void minutes(int count, int permits, boolean... refused) {
    for (int minute = 0; minute < count; minute++) {
      for (int look = 0; look < 6; look++) {
        supply.looked(refused[look % refused.length]);
        for (int permit = 0; look == 0 && permit < permits; permit++) {
          supply.granted();
        }
        clock.advance(Duration.ofSeconds(10));
      }
    }
  }

  private void nextMinute() {
    supply.looked(false);
  }
}
