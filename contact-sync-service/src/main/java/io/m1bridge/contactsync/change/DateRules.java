package io.m1bridge.contactsync.change;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A calendar day, read without a clock or a zone: the day that stands there is the day that is
 * meant.
 */
final class DateRules {

  private static final Pattern ZERO =
      Pattern.compile("0+([-/.]0+[-/.]0+([T ]0+:0+(:0+(\\.0+)?)?(Z|[+-]\\d\\d:?\\d\\d)?)?)?");
  private static final int DAY_LENGTH = 10;

  private final DateRange range;
  private final Clock clock;

  DateRules(DateRange range, Clock clock) {
    this.range = range;
    this.clock = clock;
  }

  /** As {@code 1990-05-10}; null for a zero date, which means that there is none. */
  @Nullable String canonical(String name, String text) throws BadChange {
    if (text.startsWith("0") && ZERO.matcher(text).matches()) {
      return null;
    }
    LocalDate date = date(name, text);
    if (!range.contains(date, clock)) {
      throw Problem.field(
              name,
              "is not between "
                  + range.earliest()
                  + " and "
                  + range.last(clock)
                  + ": send null for no date, or set m1bridge.contact-sync.dates")
          .thrown();
    }
    return date.toString();
  }

  /** Nearly every date: {@link LocalDate#parse} takes many times as long for the same. */
  private static boolean isDay(String text) {
    boolean day = text.length() == DAY_LENGTH;
    for (int i = 0; day && i < DAY_LENGTH; i++) {
      char c = text.charAt(i);
      day = i == 4 || i == 7 ? c == '-' : c >= '0' && c <= '9';
    }
    return day;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  /** A time of day is passed over if it is midnight as written, whatever its offset. */
  private static LocalDate date(String name, String text) throws BadChange {
    try {
      if (isDay(text)) {
        return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
      }
      if (text.length() <= DAY_LENGTH || text.startsWith("+") || text.startsWith("-")) {
        return LocalDate.parse(text);
      }
      String iso =
          text.charAt(DAY_LENGTH) == ' '
              ? text.substring(0, DAY_LENGTH) + 'T' + text.substring(DAY_LENGTH + 1)
              : text;
      LocalDateTime time = DateTimeFormatter.ISO_DATE_TIME.parse(iso, LocalDateTime::from);
      if (time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
        return time.toLocalDate();
      }
    } catch (DateTimeException e) {
      throw Problem.field(name, "is not an ISO date: send one such as 1990-05-10, or null")
          .thrown();
    }
    throw Problem.field(
            name, "is an instant, which is another day elsewhere: send the day, as 1990-05-10")
        .thrown();
  }
}
