package io.m1bridge.simulator.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The limit holds in every hour there is, and the sums agree with counting by hand. */
class CallMeterPropertiesTest {
  private static final long HOUR = 3_600_000;
  private static final long START = Instant.parse("2026-03-01T00:30:00Z").toEpochMilli();

  private static List<Long> times(List<Integer> gapSeconds) {
    List<Long> times = new ArrayList<>();
    long time = START;
    for (int gap : gapSeconds) {
      time += gap * 1000L;
      times.add(time);
    }
    return times;
  }

  private static int mostInSlidingHour(List<Long> times) {
    return times.stream()
        .mapToInt(end -> (int) times.stream().filter(t -> t > end - HOUR && t <= end).count())
        .max()
        .orElse(0);
  }

  private static int mostInClockHour(List<Long> times) {
    return times.stream()
        .mapToInt(one -> (int) times.stream().filter(t -> t / HOUR == one / HOUR).count())
        .max()
        .orElse(0);
  }

  @Property
  void shouldNeverAdmitMoreThanTheLimitInAnySixtyMinutes(
      @ForAll @Size(max = 200) List<@IntRange(max = 1200) Integer> gaps,
      @ForAll @IntRange(min = 1, max = 20) int limit) {
    CallLog log = new CallLog();
    List<Long> admitted = new ArrayList<>();
    for (long time : times(gaps)) {
      if (log.admit(Instant.ofEpochMilli(time), limit, HourKind.SLIDING, false)) {
        admitted.add(time);
      }
    }
    assertThat(mostInSlidingHour(admitted)).isLessThanOrEqualTo(limit);
  }

  @Property
  void shouldNeverAdmitMoreThanTheLimitInAClockHour(
      @ForAll @Size(max = 200) List<@IntRange(max = 1200) Integer> gaps,
      @ForAll @IntRange(min = 1, max = 20) int limit) {
    CallLog log = new CallLog();
    List<Long> admitted = new ArrayList<>();
    for (long time : times(gaps)) {
      if (log.admit(Instant.ofEpochMilli(time), limit, HourKind.CLOCK, false)) {
        admitted.add(time);
      }
    }
    assertThat(mostInClockHour(admitted)).isLessThanOrEqualTo(limit);
  }

  @Property
  void shouldTellTheBusiestHoursAndEveryCallAboveTheLimit(
      @ForAll @Size(max = 300) List<@IntRange(max = 1200) Integer> gaps,
      @ForAll @IntRange(min = 1, max = 20) int limit) {
    CallLog log = new CallLog();
    List<Long> times = times(gaps);
    long above = 0;
    for (int i = 0; i < times.size(); i++) {
      long end = times.get(i);
      boolean admitted = log.admit(Instant.ofEpochMilli(end), limit, HourKind.CLOCK, false);
      boolean full = times.subList(0, i + 1).stream().filter(t -> t > end - HOUR).count() > limit;
      above += full || !admitted ? 1 : 0;
    }
    CallSummary summary = log.summary(limit);

    assertThat(summary.maxInAnyHour()).isEqualTo(mostInSlidingHour(times));
    assertThat(summary.maxInClockHour()).isEqualTo(mostInClockHour(times));
    assertThat(summary.overLimit()).isEqualTo(above);
  }
}
