package io.m1bridge.contactsync.account;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many calls of an account were made an hour, over the last day. In memory. */
public final class RecentCalls {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final TreeMap<Instant, Long> byHour = new TreeMap<>();
  private @Nullable Instant since;

  /** A call was made. */
  void made(Instant now) {
    forget(now);
    boolean next = byHour.isEmpty() || !now.isBefore(byHour.lastKey().plus(HOUR));
    byHour.merge(next ? now : byHour.lastKey(), 1L, Long::sum);
  }

  /** Calls an hour on average; empty before an hour has been measured. */
  public OptionalDouble perHour(Instant now) {
    Instant begun = forget(now);
    Duration measured = Duration.between(begun, now);
    if (measured.compareTo(HOUR) < 0) {
      return OptionalDouble.empty();
    }
    long calls = byHour.values().stream().mapToLong(Long::longValue).sum();
    return OptionalDouble.of(calls * (double) HOUR.toMillis() / measured.toMillis());
  }

  /** Since when it is measured, a day ago at most. */
  private Instant forget(Instant now) {
    Instant dayAgo = now.minus(DAY);
    byHour.headMap(dayAgo, true).clear();
    Instant begun = since == null ? now : since;
    since = begun.isBefore(dayAgo) ? dayAgo : begun;
    return since;
  }
}
