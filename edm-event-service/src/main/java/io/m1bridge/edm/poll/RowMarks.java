package io.m1bridge.edm.poll;

import io.m1bridge.edm.session.NewRow;
import io.m1bridge.edm.session.PollSession.Mark;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many rows of a campaign are known that are newer than some seconds, about a page from one to
 * the next: what M1 counts up to such a second tells whether rows are missing there.
 *
 * <p>In memory, from the pages that were read anyway. It saves calls and proves nothing: where it
 * is wrong, rows are not found, and the list is read from its newest row down.
 */
final class RowMarks {

  /** Beyond so many every other one is dropped. */
  private static final int MOST = 512;

  private final NavigableMap<Instant, Long> newer = new TreeMap<>();
  private boolean undated;

  /** Rows were published. */
  void published(List<NewRow> rows) {
    for (NewRow row : rows) {
      Instant at = row.row().at();
      if (at == null) {
        undated = true; // Where M1 counts it nobody knows.
        clear();
      } else {
        newer.headMap(at, false).replaceAll((second, count) -> count + 1);
      }
    }
  }

  /**
   * Keeps a mark, unless there is one nearby.
   *
   * @param apart rows between two marks
   */
  void put(Mark mark, long apart) {
    Map.Entry<Instant, Long> older = newer.floorEntry(mark.second());
    Map.Entry<Instant, Long> younger = newer.ceilingEntry(mark.second());
    boolean near =
        (older != null && older.getValue() - mark.newer() < apart)
            || (younger != null && mark.newer() - younger.getValue() < apart)
            || mark.newer() < apart;
    if (undated || near) {
      return;
    }
    newer.put(mark.second(), mark.newer());
    if (newer.size() > MOST) {
      thinOut();
    }
  }

  private void thinOut() {
    boolean[] drop = {false};
    newer.keySet().removeIf(second -> drop[0] = !drop[0]);
  }

  /** It may be wrong. */
  void clear() {
    newer.clear();
  }

  /** The mark of a second; null if there is none. */
  @Nullable Mark at(Instant second) {
    Long count = newer.get(second);
    return count == null ? null : new Mark(second, count);
  }

  /**
   * The mark in the middle between two seconds.
   *
   * @param young null for the newest row
   * @param old null for the oldest row
   * @return null if there is none
   */
  @Nullable Mark between(@Nullable Instant young, @Nullable Instant old) {
    NavigableMap<Instant, Long> some = young == null ? newer : newer.headMap(young, false);
    some = old == null ? some : some.tailMap(old, false);
    return some.entrySet().stream()
        .skip(some.size() / 2)
        .findFirst()
        .map(mark -> new Mark(mark.getKey(), mark.getValue()))
        .orElse(null);
  }
}
