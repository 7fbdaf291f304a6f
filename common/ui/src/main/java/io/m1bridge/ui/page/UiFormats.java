package io.m1bridge.ui.page;

import io.quarkus.qute.TemplateExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How pages write values: {@code {fmt:number(n)}}. What is unknown (null) is a dash, never a zero.
 */
@TemplateExtension(namespace = "fmt")
public final class UiFormats {

  private static final String UNKNOWN = "–";
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private UiFormats() {}

  /** With groups: 12,345; a fraction with two digits. */
  public static String number(@Nullable Number value) {
    if (value == null || Double.isNaN(value.doubleValue())) {
      return UNKNOWN;
    }
    return value instanceof Long || value instanceof Integer
        ? String.format(Locale.ROOT, "%,d", value)
        : String.format(
            Locale.ROOT, value.doubleValue() % 1 == 0 ? "%,.0f" : "%,.2f", value.doubleValue());
  }

  /**
   * @param share 0 to 1
   */
  public static String percent(@Nullable Number share) {
    return share == null
        ? UNKNOWN
        : String.format(Locale.ROOT, "%.1f %%", share.doubleValue() * 100);
  }

  /** In UTC, to the second; {@code {#m1time}} shows the reader's own time zone. */
  public static String time(@Nullable Instant at) {
    return at == null ? UNKNOWN : UTC.format(at);
  }

  /** For a {@code datetime} attribute. */
  public static String iso(@Nullable Instant at) {
    return at == null ? "" : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The two largest units: 2 h 5 min. */
  public static String duration(@Nullable Duration length) {
    if (length == null) {
      return UNKNOWN;
    }
    if (length.isNegative()) {
      return "-" + duration(length.negated());
    }
    if (length.compareTo(Duration.ofSeconds(1)) < 0) {
      return length.toMillis() + " ms";
    }
    if (length.toMinutes() < 1) {
      return length.toSeconds() + " s";
    }
    if (length.toHours() < 1) {
      return length.toMinutes() + " min " + length.toSecondsPart() + " s";
    }
    return length.toDays() < 1
        ? length.toHours() + " h " + length.toMinutesPart() + " min"
        : length.toDays() + " d " + length.toHoursPart() + " h";
  }
}
