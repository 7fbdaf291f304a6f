package io.m1bridge.guarantee;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Every engagement row is published once, and equal rows as often as they exist: two multisets are
 * compared, what exists at M1 and what was published.
 */
public final class EveryRowOnce {
  private EveryRowOnce() {}

  /**
   * The difference.
   *
   * @param lost rows that exist and were not published, or not often enough
   * @param duplicated events that were published more often than such a row exists, inventions
   *     included
   */
  public record Difference(long lost, long duplicated) {
    /** As it should be. */
    public static final Difference NONE = new Difference(0, 0);
  }

  /** Compares; a row may be of any type that is equal where rows are. */
  public static <R> Difference compare(Collection<R> existing, Collection<R> published) {
    long lost = 0;
    long duplicated = 0;
    for (long count : differences(existing, published).values()) {
      lost += Math.max(0, count);
      duplicated += Math.max(0, -count);
    }
    return new Difference(lost, duplicated);
  }

  /**
   * The rows that are not published as often as they exist, each with how often it is missing;
   * below 0 where it was published too often.
   */
  public static <R> Map<R, Long> differences(Collection<R> existing, Collection<R> published) {
    Map<R, Long> balance = new HashMap<>();
    existing.forEach(row -> balance.merge(row, 1L, Long::sum));
    published.forEach(row -> balance.merge(row, -1L, Long::sum));
    balance.values().removeIf(count -> count == 0);
    return balance;
  }
}
