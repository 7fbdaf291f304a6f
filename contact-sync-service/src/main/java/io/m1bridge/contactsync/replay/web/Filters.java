package io.m1bridge.contactsync.replay.web;

import io.m1bridge.contactsync.replay.LetterFilter;
import io.m1bridge.ui.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Filters as people write them. */
final class Filters {

  private static final int LONGEST = 100;
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  /** The forms of a time; one without an offset is UTC, as a browser's form sends it. */
  private static final List<Function<String, Instant>> FORMS =
      List.of(
          text -> OffsetDateTime.parse(text).toInstant(),
          text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
          text -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());

  private Filters() {}

  /**
   * A filter; blank and null are none.
   *
   * @throws io.m1bridge.ui.problem.ProblemException 400 if a time is none
   */
  static LetterFilter of(@Nullable String reason, @Nullable String from, @Nullable String to) {
    String code = reason == null ? "" : reason.strip();
    if (code.length() > LONGEST) {
      throw Problem.of(400, "reason", "reason is one of the codes of docs/reason-codes.md")
          .toException();
    }
    return new LetterFilter(code.isEmpty() ? null : code, time("from", from), time("to", to));
  }

  private static @Nullable Instant time(String name, @Nullable String given) {
    String text = given == null ? "" : given.strip();
    if (text.isEmpty()) {
      return null;
    }
    for (Function<String, Instant> form : FORMS) {
      try {
        return possible(name, form.apply(text));
      } catch (DateTimeException e) {
        // The next form may fit.
      }
    }
    throw Problem.of(400, name, name + " is no time")
        .withAdvice("Write it as 2026-11-27T08:00:00Z, 2026-11-27T16:00+08:00 or 2026-11-27")
        .toException();
  }

  /** Kafka's times begin in 1970, and are milliseconds. */
  private static Instant possible(String name, Instant time) {
    if (time.isBefore(Instant.EPOCH) || !time.isBefore(END)) {
      throw Problem.of(400, name, name + " is not a time of the years 1970 to 9999").toException();
    }
    return time;
  }
}
