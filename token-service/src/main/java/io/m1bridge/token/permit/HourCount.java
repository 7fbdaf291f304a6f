package io.m1bridge.token.permit;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts of the last 60 minutes in one-minute steps, for people to look at. */
final class HourCount {

  private static final int MINUTES = 60;

  private final LongSupplier nanoTime;
  private final Map<Holder, int[]> counts = new EnumMap<>(Holder.class);
  private long minute;

  HourCount(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.minute = currentMinute();
  }

  void count(Holder holder, int permits) {
    roll();
    counts.computeIfAbsent(holder, h -> new int[MINUTES])[slot(minute)] += permits;
  }

  Map<Holder, Integer> lastHour() {
    roll();
    Map<Holder, Integer> sums = new EnumMap<>(Holder.class);
    counts.forEach(
        (holder, perMinute) -> {
          int sum = 0;
          for (int n : perMinute) {
            sum += n;
          }
          sums.put(holder, Math.max(0, sum));
        });
    return sums;
  }

  /** 60 counts per holder, oldest first; the last is of the minute that is going on. */
  Map<Holder, List<Integer>> perMinute() {
    roll();
    Map<Holder, List<Integer>> series = new EnumMap<>(Holder.class);
    counts.forEach((holder, perMinute) -> series.put(holder, oldestFirst(perMinute)));
    return series;
  }

  private List<Integer> oldestFirst(int[] perMinute) {
    int[] ordered = new int[MINUTES];
    for (int i = 0; i < MINUTES; i++) {
      ordered[i] = perMinute[slot(minute + 1 + i)];
    }
    // What came back is counted when it came: it belongs to the minute before.
    for (int i = MINUTES - 1; i >= 0; i--) {
      if (ordered[i] < 0) {
        if (i > 0) {
          ordered[i - 1] += ordered[i];
        }
        ordered[i] = 0;
      }
    }
    return Arrays.stream(ordered).boxed().toList();
  }

  private void roll() {
    long now = currentMinute();
    for (long m = Math.max(minute + 1, now - MINUTES + 1); m <= now; m++) {
      for (int[] perMinute : counts.values()) {
        perMinute[slot(m)] = 0;
      }
    }
    minute = now;
  }

  private long currentMinute() {
    return Math.floorDiv(nanoTime.getAsLong(), Duration.ofMinutes(1).toNanos());
  }

  private static int slot(long minute) {
    return (int) Math.floorMod(minute, (long) MINUTES);
  }
}
