package io.m1bridge.m1.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * A birthday is a calendar day in China; M1 writes it in three ways (M1 page, "Field names and
 * value forms differ by call").
 *
 * <p>Why: {@code docs/rationale.md#a-birthday-is-sent-as-midnight-at-utc8}.
 */
final class Birthdays {

  static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private static final ZoneOffset CHINA_STANDARD = ZoneOffset.ofHours(8);

  /** Before this moment servers with older rules had local mean time, up to six minutes ahead. */
  private static final Instant LOCAL_MEAN_TIME_UNTIL = Instant.parse("1928-01-01T00:00:00Z");

  private static final Duration LOCAL_MEAN_TIME = Duration.ofMinutes(6);

  private static final DateTimeFormatter JAVA_DATE =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss", Locale.ENGLISH);

  /** Above this a number can only be milliseconds: as seconds it is after the year 2280. */
  private static final long SURELY_MILLIS = 10_000_000_000L;

  private Birthdays() {}

  /**
   * The day's midnight at UTC+8, in epoch milliseconds: what {@code add} takes. Every server in
   * China reads the same day out of it, whatever its rules say of the summers of 1940 to 1949 and
   * 1986 to 1991 or of local mean time before 1901 (Java's {@code Date} knows none of the latter
   * before 1900, older rules have it until 1928): their clocks are all ahead of UTC+8, by an hour
   * at most. The first moment of the day by our own rules would be the day before for some.
   */
  static long toMillis(LocalDate day) {
    return day.atStartOfDay().toInstant(CHINA_STANDARD).toEpochMilli();
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
   * there it is milliseconds if it is the midnight of a day in China. Zero is no birthday.
   */
  static Optional<LocalDate> fromNumber(long value) {
    if (value == 0) {
      return Optional.empty();
    }
    LocalDate asMillis = day(Instant.ofEpochMilli(value));
    boolean millis =
        value >= SURELY_MILLIS || value <= -SURELY_MILLIS || toMillis(asMillis) == value;
    return Optional.of(millis ? asMillis : day(Instant.ofEpochSecond(value)));
  }

  /** Reads a day as texts begin with it, whatever time stands behind; empty if it is none. */
  static Optional<LocalDate> fromText(String text) {
    try {
      return Optional.of(LocalDate.parse(text.substring(0, Math.min(text.length(), 10))));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static LocalDate day(Instant instant) {
    Instant shown =
        instant.isBefore(LOCAL_MEAN_TIME_UNTIL) ? instant.plus(LOCAL_MEAN_TIME) : instant;
    return shown.atZone(CHINA).toLocalDate();
  }
}
