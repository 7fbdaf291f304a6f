package io.m1bridge.edm.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A time window whose ends are half seconds: {@code eventdate} has whole ones, so it does not
 * matter whether M1 counts the ends in.
 */
record PollWindow(Instant start, Instant end) {

  private static final Duration HALF = Duration.ofMillis(500);

  /** From {@code before} the one to {@code after} the other, widened to half seconds. */
  static PollWindow around(Instant from, Duration before, Instant to, Duration after) {
    return new PollWindow(
        from.minus(before).truncatedTo(ChronoUnit.SECONDS).minus(HALF),
        to.plus(after).truncatedTo(ChronoUnit.SECONDS).plus(HALF));
  }

  /** A day in UTC. */
  static PollWindow day(LocalDate day) {
    Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant().minus(HALF);
    return new PollWindow(start, start.plus(Duration.ofDays(1)));
  }

  boolean contains(Instant at) {
    return at.isAfter(start) && at.isBefore(end);
  }

  /** The part up to a second, that second included. */
  PollWindow upTo(Instant second) {
    return new PollWindow(start, second.truncatedTo(ChronoUnit.SECONDS).plus(HALF));
  }

  /** The part after that second. */
  PollWindow after(Instant second) {
    return new PollWindow(second.truncatedTo(ChronoUnit.SECONDS).plus(HALF), end);
  }
}
