package io.m1bridge.token.permit;

import java.time.Duration;
import java.util.EnumMap;
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
