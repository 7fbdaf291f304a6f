package io.m1bridge.edm.web;

import io.m1bridge.edm.replay.LetterFilter;
import io.m1bridge.m1.AccountId;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Which letters of which account, as people write it. */
final class Letters {

  private static final int LONGEST = 100;
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private Letters() {}

  /**
   * @throws ProblemException 404 if no account can have this id
   */
  static AccountId account(String id) {
    if (!AccountId.isValid(id)) {
      throw Problem.of(404, "unknown-account", "There is no such account here")
          .withAdvice("Check its id")
          .toException();
    }
    return new AccountId(id);
  }

  /**
   * A filter; blank and null are none.
   *
   * @throws ProblemException 400 if a time is none
   */
  static LetterFilter filter(@Nullable String reason, @Nullable String from, @Nullable String to) {
    String code = reason == null ? "" : reason.strip();
    if (code.length() > LONGEST) {
      throw Problem.of(400, "reason", "reason is one of the codes of docs/edm-event.md")
          .toException();
    }
    return new LetterFilter(code.isEmpty() ? null : code, time("from", from), time("to", to));
  }

  private static @Nullable Instant time(String name, @Nullable String given) {
    String text = given == null ? "" : given.strip();
    if (text.isEmpty()) {
      return null;
    }
    try {
      Instant time =
          text.contains("T")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      // Kafka's times begin in 1970, and are milliseconds.
      if (!time.isBefore(Instant.EPOCH) && time.isBefore(END)) {
        return time;
      }
    } catch (DateTimeException e) {
      throw noTime(name);
    }
    throw noTime(name);
  }

  private static ProblemException noTime(String name) {
    return Problem.of(400, name, name + " is no time of the years 1970 to 9999")
        .withAdvice("Write it as 2026-11-27T08:00:00Z, 2026-11-27T16:00+08:00 or 2026-11-27")
        .toException();
  }
}
