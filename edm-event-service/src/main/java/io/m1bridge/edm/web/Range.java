package io.m1bridge.edm.web;

import io.m1bridge.edm.poll.Backfill;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** From when to when, as people say it: days are those of M1's zone, the last one included. */
record Range(Instant from, Instant to) {

  /**
   * Reads a range.
   *
   * @param zone of days
   * @throws ProblemException 400 if it is none
   */
  static Range of(@Nullable String from, @Nullable String to, ZoneId zone) {
    try {
      Range range =
          new Range(
              instant(from, zone, Duration.ZERO),
              instant(to, zone, Duration.ofDays(1).minusSeconds(1)));
      if (Backfill.isRange(range.from, range.to)) {
        return range;
      }
    } catch (DateTimeException e) {
      throw bad();
    }
    throw bad();
  }

  /**
   * @param dayAdds which moment of a day it is
   */
  private static Instant instant(@Nullable String text, ZoneId zone, Duration dayAdds) {
    String said = text == null ? "" : text.strip();
    return said.contains("T")
        ? Instant.parse(said)
        : LocalDate.parse(said).atStartOfDay(zone).toInstant().plus(dayAdds);
  }

  private static ProblemException bad() {
    return Problem.of(400, "range", "from and to are no range of time")
        .withAdvice("Give days (2024-01-31) or instants (2024-01-31T08:00:00Z), from before to")
        .toException();
  }
}
