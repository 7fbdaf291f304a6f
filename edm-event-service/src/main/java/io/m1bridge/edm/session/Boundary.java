package io.m1bridge.edm.session;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a list can be split that is too deep: at the oldest second read so far. M1 lists the rows
 * of that second again, and perhaps those whose time is unknown: taken for new ones, they would be
 * published twice.
 */
final class Boundary {

  private final Map<RowKey, Integer> oldest = new HashMap<>();
  private final Map<RowKey, Integer> undated = new HashMap<>();
  private final DamagedRows damaged = new DamagedRows();
  private @Nullable Instant at;
  private @Nullable Instant splitAt;
  private boolean hasNewer;

  void see(ListedRow row) {
    Instant time = row.at();
    damaged.see(row);
    if (time == null) {
      undated.merge(row.key(), 1, Integer::sum);
      return;
    }
    if (at == null || time.isBefore(at)) {
      hasNewer |= at != null;
      at = time;
      oldest.clear();
    }
    hasNewer |= time.isAfter(at);
    if (time.equals(at)) {
      oldest.merge(row.key(), 1, Integer::sum);
    }
  }

  /**
   * The oldest second; null if there is none, or if the list was split there already: then it has
   * more rows of one second than M1's pages reach.
   */
  @Nullable Instant next() {
    return at == null || at.equals(splitAt) ? null : at;
  }

  /**
   * The oldest second.
   *
   * @param listed rows so far
   * @return null if there is none, or if some rows may be newer or not
   */
  PollSession.@Nullable Mark mark(long listed) {
    long ofIt = oldest.values().stream().mapToLong(count -> count).sum();
    return at == null || hasUndated() ? null : new PollSession.Mark(at, listed - ofIt);
  }

  /** Whether a row stands there that the part after the split cannot have: windows are ignored. */
  boolean isCrossed(List<ListedRow> rows) {
    Instant second = splitAt;
    return second != null && times(rows).anyMatch(time -> time.isAfter(second));
  }

  /** Whether one of the rows of the oldest second is so: the next page may have more of them. */
  boolean endsWith(Predicate<RowKey> rows) {
    return oldest.keySet().stream().anyMatch(rows);
  }

  boolean hasUndated() {
    return !undated.isEmpty();
  }

  /** Whether there are rows so far that are newer than the oldest second. */
  boolean hasNewer() {
    return hasNewer;
  }

  /** Whether one of these rows is newer than the oldest second so far. */
  boolean isReachedOver(List<ListedRow> rows) {
    Instant oldestTime = at;
    return oldestTime != null && times(rows).anyMatch(time -> time.isAfter(oldestTime));
  }

  /** Whether one of these rows is older than all so far. */
  boolean isPassedBy(List<ListedRow> rows) {
    Instant oldestTime = at;
    return oldestTime != null && times(rows).anyMatch(time -> time.isBefore(oldestTime));
  }

  private static Stream<Instant> times(List<ListedRow> rows) {
    return rows.stream().map(ListedRow::at).flatMap(Stream::ofNullable);
  }

  /**
   * Damaged rows that were taken for such that come again after a split, and did not, if so many
   * are missing of what M1 counts; empty if that cannot be told.
   */
  List<ListedRow> notComeAgain(long missing) {
    return damaged.gone(missing);
  }

  /** Splits at {@link #next}; returns the rows so far that may come again. */
  Map<RowKey, Integer> take() {
    splitAt = at;
    damaged.split();
    Map<RowKey, Integer> taken = new HashMap<>(oldest);
    undated.forEach((row, count) -> taken.merge(row, count, Integer::sum));
    oldest.clear();
    undated.clear();
    return taken;
  }
}
