package io.m1bridge.token.log;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether a loop that never ends still turns. A thread that waits for ever within a round lives,
 * and does nothing: its liveness alone would keep a replica that is of no use.
 */
final class LoopWatch {

  /** No round waits so long for Kafka, which has time-outs of seconds. */
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(15);

  private final LongSupplier nanoTime;
  private volatile long lastTurn;

  /**
   * @param nanoTime monotonic
   */
  LoopWatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lastTurn = nanoTime.getAsLong();
  }

  /** A round begins. */
  void turned() {
    lastTurn = nanoTime.getAsLong();
  }

  boolean isTurning() {
    return nanoTime.getAsLong() - lastTurn < LONGEST_ROUND.toNanos();
  }
}
