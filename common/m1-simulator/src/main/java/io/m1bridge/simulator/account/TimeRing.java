package io.m1bridge.simulator.account;

/** Times in ascending order, oldest droppable, in one growing ring: a million cost 8 MB, not 40. */
final class TimeRing {
  private long[] times = new long[256];
  private int start;
  private int size;

  void add(long time) {
    if (size == times.length) {
      long[] larger = new long[size * 2];
      for (int i = 0; i < size; i++) {
        larger[i] = times[(start + i) % size];
      }
      times = larger;
      start = 0;
    }
    times[(start + size) % times.length] = time;
    size++;
  }

  /** Forgets everything at or before {@code time}. */
  void dropUntil(long time) {
    while (size > 0 && times[start] <= time) {
      start = (start + 1) % times.length;
      size--;
    }
  }

  int size() {
    return size;
  }
}
