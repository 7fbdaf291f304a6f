package io.m1bridge.guarantee;

import java.util.Collection;

/** No 60 minutes see more calls than M1 allows; a clock hour is one of these. */
public final class CallLimit {

  private CallLimit() {}

  /**
   * The most calls in any stretch of time.
   *
   * @param times of the calls, in any order
   * @param span its length, in the unit of the times; its end does not belong to it
   */
  public static int most(Collection<Long> times, long span) {
    long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
    int most = 0;
    int first = 0;
    for (int last = 0; last < sorted.length; last++) {
      while (sorted[last] - sorted[first] >= span) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
