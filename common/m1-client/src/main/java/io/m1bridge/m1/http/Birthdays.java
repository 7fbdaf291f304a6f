package io.m1bridge.m1.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * A birthday is a calendar day in China; M1 writes it in three ways (M1 page, "Field names and
 * value forms differ by call").
 */
final class Birthdays {

  static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private static final DateTimeFormatter JAVA_DATE =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss", Locale.ENGLISH);

  /** Above this a number can only be milliseconds: as seconds it is after the year 2280. */
  private static final long SURELY_MILLIS = 10_000_000_000L;

  private Birthdays() {}

  /** The day's first moment in China, in epoch milliseconds: what {@code add} takes. */
  static long toMillis(LocalDate day) {
    return day.atStartOfDay(CHINA).toInstant().toEpochMilli();
  }

  /**
   * As Java's {@code Date.toString} in China time: what {@code edit} takes. The zone's name comes
   * from its rules, not from the JDK's texts, which differ between versions.
   */
  static String toJavaDate(LocalDate day) {
    ZonedDateTime start = day.atStartOfDay(CHINA);
    boolean summer = CHINA.getRules().isDaylightSavings(start.toInstant());
    return JAVA_DATE.format(start) + (summer ? " CDT " : " CST ") + day.getYear();
  }

  /**
   * Reads milliseconds, or the seconds of old data. Only about ±4 months around 1970 can be both:
   * there it is milliseconds if it is the first moment of a day in China. Zero is no birthday.
   */
  static Optional<LocalDate> fromNumber(long value) {
    if (value == 0) {
      return Optional.empty();
    }
    LocalDate asMillis = Instant.ofEpochMilli(value).atZone(CHINA).toLocalDate();
    boolean millis = Math.abs(value) >= SURELY_MILLIS || toMillis(asMillis) == value;
    return Optional.of(
        millis ? asMillis : Instant.ofEpochSecond(value).atZone(CHINA).toLocalDate());
  }

  /**
   * The canonical form, an ISO date.
   *
   * @throws IllegalArgumentException without the text, for that is personal data
   */
  static LocalDate parse(String isoDate) {
    try {
      return LocalDate.parse(isoDate);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("A birthday is an ISO date such as 1990-05-10");
    }
  }
}
