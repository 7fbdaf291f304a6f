package io.m1bridge.token.world;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Virtual time, ns, and everything that is to happen in it. */
final class World {

  static final long MILLI = 1_000_000L;
  static final long SECOND = 1_000_000_000L;

  final Random random;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private long now;
  private long number;
  private boolean inside;
  private boolean quick;

  private record Event(long at, long number, Runnable what) {}

  World(long seed) {
    this.random = new Random(seed);
  }

  long now() {
    return now;
  }

  void at(long time, Runnable what) {
    events.add(new Event(Math.max(now, time), number++, what));
  }

  void after(long nanos, Runnable what) {
    at(now + nanos, what);
  }

  void runUntil(long end) {
    Event next = events.peek();
    while (next != null && next.at() <= end) {
      events.remove(next);
      now = Math.max(now, next.at());
      next.what().run();
      next = events.peek();
    }
    now = Math.max(now, end);
  }

  /** Lets the others live on while one stands still in the middle of something; not nested. */
  boolean standStill(long nanos) {
    if (inside) {
      return false;
    }
    inside = true;
    runUntil(now + nanos);
    inside = false;
    return true;
  }

  void quickNetwork() {
    quick = true;
  }

  /** Mostly quick, sometimes slow. */
  long networkDelay() {
    return quick || random.nextInt(100) < 98
        ? random.nextLong(20 * MILLI)
        : random.nextLong(4 * SECOND);
  }
}
