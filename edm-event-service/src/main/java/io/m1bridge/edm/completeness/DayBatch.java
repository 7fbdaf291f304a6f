package io.m1bridge.edm.completeness;

import io.m1bridge.contracts.CompletenessCertificate;
import io.m1bridge.contracts.IdSetHash;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of one answer of M1 by day: so that a day is written once for all of them. */
public final class DayBatch {

  private final Map<LocalDate, Day> days = new TreeMap<>();

  /** What came for a day; of dead letters that were taken back, fewer than none. */
  record Day(long rows, long deadLetters, IdSetHash hash) {

    Day plus(Day other) {
      return new Day(rows + other.rows, deadLetters + other.deadLetters, hash.plus(other.hash));
    }
  }

  /** An event was published. */
  public void published(Instant occurredAt, String id) {
    add(occurredAt, new Day(1, 0, IdSetHash.NONE.plus(id)));
  }

  /**
   * A row became a dead letter.
   *
   * @param at its time; null if that cannot be told, then it is of no day
   */
  public void putAside(@Nullable Instant at) {
    if (at != null) {
      add(at, new Day(0, 1, IdSetHash.NONE));
    }
  }

  /**
   * A dead letter is none any more: its row is published.
   *
   * @param at as of {@link #putAside}
   */
  public void takenBack(@Nullable Instant at) {
    if (at != null) {
      add(at, new Day(0, -1, IdSetHash.NONE));
    }
  }

  Map<LocalDate, Day> days() {
    return days;
  }

  private void add(Instant at, Day more) {
    days.merge(CompletenessCertificate.dayOf(at), more, Day::plus);
  }
}
