package io.m1bridge.local.verify;

import io.m1bridge.local.simulator.EngagementRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Compares two multisets of rows: what exists at M1, and what was published. */
public final class EngagementCheck {
  private EngagementCheck() {}

  /**
   * The difference.
   *
   * @param lost rows that exist and were not published, or not often enough
   * @param duplicated events that were published more often than such a row exists, inventions
   *     included
   */
  public record Difference(long lost, long duplicated) {
    public boolean none() {
      return lost == 0 && duplicated == 0;
    }
  }

  public static Difference compare(
      Collection<EngagementRow> existing, Collection<EngagementRow> published) {
    Map<EngagementRow, Long> balance = new HashMap<>();
    existing.forEach(row -> balance.merge(row, 1L, Long::sum));
    published.forEach(row -> balance.merge(row, -1L, Long::sum));
    long lost = 0;
    long duplicated = 0;
    for (long count : balance.values()) {
      lost += Math.max(0, count);
      duplicated += Math.max(0, -count);
    }
    return new Difference(lost, duplicated);
  }
}
