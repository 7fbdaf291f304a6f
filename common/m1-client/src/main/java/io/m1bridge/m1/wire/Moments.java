package io.m1bridge.m1.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When something happened at M1: in milliseconds, as the page's samples have it, in seconds, as
 * M1's old data, or as a text in China time, as {@code eventdate} is.
 */
final class Moments {

  /** Below it a number is in seconds: as milliseconds it is before March 1973. */
  private static final long FIRST_MILLIS = 100_000_000_000L;

  /** Above it a number is no moment: as milliseconds it is after the year 2286. */
  private static final long LAST_MILLIS = 10_000_000_000_000L;

  private static final Pattern TEXT =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}(?::\\d{2})?)(?:\\.\\d{1,9})?");

  private Moments() {}

  /** Empty where there is none, and where nobody can tell which one is meant. */
  static Optional<Instant> read(JsonNode parent, String field) {
    OptionalLong number = Json.number(parent, field);
    return number.isPresent() ? number(number.getAsLong()) : text(Json.text(parent, field));
  }

  private static Optional<Instant> number(long value) {
    if (value <= 0 || value > LAST_MILLIS) {
      return Optional.empty();
    }
    return Optional.of(
        value < FIRST_MILLIS ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value));
  }

  private static Optional<Instant> text(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime time = LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2));
      return Optional.of(time.atZone(Birthdays.CHINA).toInstant());
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }
}
