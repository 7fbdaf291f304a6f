package io.m1bridge.edm.engagement;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads {@code eventdate}: text without a zone, {@code 2016-01-11 21:49:57.0}, in M1's zone (China
 * time unless configured).
 */
final class EventDates {

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private final ZoneId zone;

  EventDates(ZoneId zone) {
    this.zone = zone;
  }

  /** Whether a text is such a date. */
  static boolean isDate(String eventDate) {
    // Which zone it is of makes no difference to that.
    return new EventDates(ZoneOffset.UTC).parse(eventDate).isPresent();
  }

  /** The instant with the zone's offset; empty if the text is no such date. */
  Optional<OffsetDateTime> parse(String eventDate) {
    try {
      return Optional.of(
          LocalDateTime.parse(eventDate.strip(), FORM).atZone(zone).toOffsetDateTime());
    } catch (DateTimeException notADate) {
      // The row is passed on without it: see EngagementMapper.
      return Optional.empty();
    }
  }
}
