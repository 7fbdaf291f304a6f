package io.m1bridge.simulator.account;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts what uses up an account's calls, both by clock hour and by the 60 minutes before each
 * call. A call at {@code t} and one at {@code t} + 60 minutes are not in one window. Not
 * thread-safe.
 */
final class CallMeter {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final TimeRing lastHour = new TimeRing();
  private long clockHour = Long.MIN_VALUE;
  private int inClockHour;
  private int mostInSlidingHour;
  private int mostInClockHour;

  /** Calls counted in the hour that ends now. */
  int used(HourKind kind, Instant now) {
    turn(now);
    return switch (kind) {
      case CLOCK -> inClockHour;
      case SLIDING -> lastHour.size();
    };
  }

  void count(Instant now) {
    turn(now);
    lastHour.add(now.toEpochMilli());
    inClockHour++;
    mostInSlidingHour = Math.max(mostInSlidingHour, lastHour.size());
    mostInClockHour = Math.max(mostInClockHour, inClockHour);
  }

  int mostInSlidingHour() {
    return mostInSlidingHour;
  }

  int mostInClockHour() {
    return mostInClockHour;
  }

  private void turn(Instant now) {
    long millis = now.toEpochMilli();
    lastHour.dropUntil(millis - HOUR);
    // China is a whole number of hours away from UTC, so full hours coincide.
    long hour = Math.floorDiv(millis, HOUR);
    if (hour != clockHour) {
      clockHour = hour;
      inClockHour = 0;
    }
  }
}
