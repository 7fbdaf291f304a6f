package io.m1bridge.edm.engagement;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads {@code eventdate}: text without a zone, {@code 2016-01-11 21:49:57.0}, in M1's zone (China
 * time unless configured). The page shows that form alone; others that servers give are read too
 * ({@code /} and {@code T}, an offset, seconds or milliseconds since 1970), for an event without
 * its time is dated by when it was first seen, which is wrong for each that came late.
 */
final class EventDates {

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu[-][/]MM[-][/]dd['T'][ ]HH:mm:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .appendPattern("[ ][XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private static final Pattern EPOCH_SECONDS = Pattern.compile("\\d{10}");
  private static final Pattern EPOCH_MILLIS = Pattern.compile("\\d{13}");

  private static final int SECONDS_PER_MINUTE = 60;

  private static final Predicate<OffsetDateTime> FITS =
      date -> date.getYear() >= 0 && date.getYear() <= 9_999;

  private final ZoneId zone;

  EventDates(ZoneId zone) {
    this.zone = zone;
  }

  /** Whether a text is such a date. */
  static boolean isDate(String eventDate) {
    // Which zone it is of makes no difference to that.
    return new EventDates(ZoneOffset.UTC).parse(eventDate).isPresent();
  }

  /**
   * The instant with the zone's offset, as RFC 3339 can write it: years of four digits, and UTC
   * where the offset has seconds, as those of long ago have (1900-01-01 in China). Empty if the
   * text is no such date.
   */
  Optional<OffsetDateTime> parse(String eventDate) {
    String text = eventDate.strip();
    try {
      Instant at = instant(text);
      OffsetDateTime local = at.atZone(zone).toOffsetDateTime();
      boolean wholeMinutes = local.getOffset().getTotalSeconds() % SECONDS_PER_MINUTE == 0;
      return Optional.of(wholeMinutes ? local : at.atOffset(ZoneOffset.UTC)).filter(FITS);
    } catch (DateTimeException notADate) {
      // The row is passed on without it: see EngagementMapper.
      return Optional.empty();
    }
  }

  private Instant instant(String text) {
    if (EPOCH_SECONDS.matcher(text).matches()) {
      return Instant.ofEpochSecond(Long.parseLong(text));
    }
    if (EPOCH_MILLIS.matcher(text).matches()) {
      return Instant.ofEpochMilli(Long.parseLong(text));
    }
    TemporalAccessor date = FORM.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return date instanceof OffsetDateTime stated
        ? stated.toInstant()
        : LocalDateTime.from(date).atZone(zone).toInstant();
  }
}
