package io.m1bridge.edm.poll;

import java.time.Duration;
import java.time.Instant;
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
}
