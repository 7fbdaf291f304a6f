package io.m1bridge.simulator.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallLogTest {
  private static final Instant START = Instant.parse("2026-03-01T00:30:00Z");
  private final CallLog log = new CallLog();

  private boolean admit(Instant at, HourKind kind, boolean refusedCount) {
    return log.admit(at, 2, kind, refusedCount);
  }

  @Test
  void shouldRefillAtTheFullHourWhenClockHoursAreCounted() {
    Instant beforeTheHour = Instant.parse("2026-03-01T00:59:59Z");
    assertThat(admit(beforeTheHour, HourKind.CLOCK, false)).isTrue();
    assertThat(admit(beforeTheHour, HourKind.CLOCK, false)).isTrue();
    assertThat(admit(beforeTheHour, HourKind.CLOCK, false)).isFalse();

    assertThat(admit(beforeTheHour.plusSeconds(1), HourKind.CLOCK, false)).isTrue();
  }

  @Test
  void shouldRefillSixtyMinutesAfterEachCallWhenTheHourSlides() {
    admit(START, HourKind.SLIDING, false);
    admit(START.plusSeconds(10), HourKind.SLIDING, false);

    assertThat(admit(START.plusSeconds(3599), HourKind.SLIDING, false)).isFalse();
    assertThat(admit(START.plusSeconds(3600), HourKind.SLIDING, false)).isTrue();
    assertThat(admit(START.plusSeconds(3601), HourKind.SLIDING, false)).isFalse();
  }

  @Test
  void shouldLetRefusedCallsUseUpTheLimitWhenToldSo() {
    for (int second = 0; second < 4; second++) {
      admit(START.plusSeconds(second), HourKind.SLIDING, true);
    }
    assertThat(admit(START.plusSeconds(3601), HourKind.SLIDING, true)).isFalse();
  }

  @Test
  void shouldKeepTwoHoursOfCallsButAllOfTheSums() {
    for (int hour = 0; hour < 5; hour++) {
      long time = START.plus(Duration.ofHours(hour)).toEpochMilli();
      log.record(new CallRecord(time, "/contact/add", CallLog.OK, 3));
    }
    assertThat(log.recent()).hasSize(3);
    assertThat(log.summary(2).total()).isEqualTo(5);
    assertThat(log.summary(2).byPath()).containsEntry("/contact/add", 5L);
  }
}
