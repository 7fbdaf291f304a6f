package io.m1bridge.contactsync.mapping;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Null;
import io.m1bridge.contactsync.change.JsonValue.Text;
import io.m1bridge.contactsync.change.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A day from the forms in which sources write days and instants. The result is an ISO date.
 *
 * @param formatter reads texts
 * @param zone where an instant becomes a day
 */
record DateConverter(Form form, DateTimeFormatter formatter, ZoneId zone) implements Converter {

  /** How the source writes it. */
  enum Form {
    /** {@code 1990-05-10}, or an ISO date and time, with or without an offset. */
    ISO,
    /** Days since 1970, as Debezium writes a {@code date}. */
    EPOCH_DAYS,
    EPOCH_SECONDS,
    EPOCH_MILLIS,
    /** As Debezium writes a {@code timestamp} by default. */
    EPOCH_MICROS,
    EPOCH_NANOS,
    /** By a pattern of its own. */
    PATTERN;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** One pattern of {@link DateTimeFormatter}; {@code uuuu} or {@code yyyy} is the year. */
  static DateConverter of(String pattern, ZoneId zone) {
    return new DateConverter(
        Form.PATTERN,
        DateTimeFormatter.ofPattern(pattern.replace("yyyy", "uuuu"), Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT),
        zone);
  }

  static DateConverter of(Form form, ZoneId zone) {
    return new DateConverter(form, DateTimeFormatter.ISO_DATE_TIME, zone);
  }

  @Override
  public JsonValue convert(String name, JsonValue value) throws BadChange {
    if (value.isBlank()) {
      return new Null();
    }
    String written = Converters.scalar(name, value).strip();
    try {
      return new Text(
          switch (form) {
            case ISO -> text(isoTime(written));
            case PATTERN -> text(written);
            case EPOCH_DAYS -> LocalDate.ofEpochDay(Long.parseLong(written)).toString();
            case EPOCH_SECONDS -> day(Instant.ofEpochSecond(Long.parseLong(written)));
            case EPOCH_MILLIS -> day(Instant.ofEpochMilli(Long.parseLong(written)));
            case EPOCH_MICROS -> day(since(Long.parseLong(written), ChronoUnit.MICROS));
            case EPOCH_NANOS -> day(since(Long.parseLong(written), ChronoUnit.NANOS));
          });
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw Problem.field(
              name,
              "is not a date of the form "
                  + form.word()
                  + " that the mapping names: correct the source, or 'date' in the mapping")
          .thrown();
    }
  }

  private static Instant since(long count, ChronoUnit unit) {
    return Instant.EPOCH.plus(count, unit);
  }

  private String day(Instant instant) {
    return instant.atZone(zone).toLocalDate().toString();
  }

  private static String isoTime(String written) {
    if (written.length() == "1990-05-10".length()) {
      return written + "T00:00:00";
    }
    return written.replaceFirst("(?<=^\\d{4}-\\d\\d-\\d\\d) ", "T");
  }

  /** What has an offset is an instant, which is a day in the zone only. */
  private String text(String written) {
    TemporalAccessor read = formatter.parse(written);
    @Nullable ZoneOffset offset = read.query(TemporalQueries.offset());
    return offset == null ? LocalDate.from(read).toString() : day(Instant.from(read));
  }
}
