package io.m1bridge.contactsync.change;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Days that a contact's date may plausibly have. "No end" dates of a CRM lie outside, and so do
 * years that M1's milliseconds cannot hold.
 *
 * @param earliest the first one
 * @param latest the last one; null for tomorrow, where the day has begun somewhere
 */
public record DateRange(LocalDate earliest, @Nullable LocalDate latest) {

  private static final LocalDate MIN = LocalDate.of(1, 1, 1);
  private static final LocalDate MAX = LocalDate.of(9999, 12, 31);

  /** People who live today, born until now. */
  public static final DateRange DEFAULT = new DateRange(LocalDate.of(1900, 1, 1), null);

  public DateRange {
    if (earliest.isBefore(MIN)
        || (latest != null && (latest.isAfter(MAX) || latest.isBefore(earliest)))) {
      throw new IllegalArgumentException(
          "m1bridge.contact-sync.dates: earliest and latest are in this order and within the years"
              + " 1 to 9999");
    }
  }

  boolean contains(LocalDate date, Clock clock) {
    return !date.isBefore(earliest) && !date.isAfter(last(clock));
  }

  LocalDate last(Clock clock) {
    return latest != null ? latest : LocalDate.now(clock.withZone(ZoneOffset.UTC)).plusDays(1);
  }
}
