package io.m1bridge.simulator.contact;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The forms that a birthday takes; the page's are those of a Java server in China. */
final class Birthdays {
  static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter WITHOUT_ZONE =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss uuuu", Locale.US);
  private static final Map<String, ZoneOffset> ZONES =
      Map.of("CST", ZoneOffset.ofHours(8), "CDT", ZoneOffset.ofHours(9));

  private Birthdays() {}

  /**
   * Epoch ms of {@code Thu May 10 00:00:00 CDT 1990}. The zone is believed as it stands, as Java's
   * own date does: midnight with {@code CDT} outside summer time is 23:00 of the day before.
   */
  static long fromJavaDate(String text) throws BadRow {
    String[] parts = text.trim().split(" ");
    if (parts.length != 6 || !ZONES.containsKey(parts[4])) {
      throw new BadRow();
    }
    String local = String.join(" ", parts[0], parts[1], parts[2], parts[3], parts[5]);
    try {
      return LocalDateTime.parse(local, WITHOUT_ZONE).toInstant(ZONES.get(parts[4])).toEpochMilli();
    } catch (DateTimeException e) {
      // The message quotes the value: contact data stays out of it.
      throw new BadRow();
    }
  }

  /** The day in China. */
  static LocalDate day(long epochMillis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), CHINA);
  }
}
