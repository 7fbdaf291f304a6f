package io.m1bridge.benchmarks.parallel;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A bucket as token-service has it for an account: empty at the start, filled at a steady rate, 20
 * permits at most. Safe for several threads.
 */
final class Permits {

  private static final int BURST = 20;

  private final long gapNanos;
  private final LongSupplier nanoTime;
  private long next;

  /**
   * @param perSecond above 0
   */
  Permits(double perSecond, LongSupplier nanoTime) {
    this.gapNanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong() + gapNanos;
  }

  /** Takes one, and waits until it is there. */
  void take() {
    long wait = reserve();
    if (wait <= 0) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a permit", e);
    }
  }

  /** Takes the next one, and says in how many nanoseconds it is there. */
  synchronized long reserve() {
    long now = nanoTime.getAsLong();
    next = Math.max(next, now - BURST * gapNanos);
    long wait = next - now;
    next += gapNanos;
    return wait;
  }
}
