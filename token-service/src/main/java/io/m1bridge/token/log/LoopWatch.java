package io.m1bridge.token.log;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether a loop that never ends still turns. A thread that waits for ever within a round lives,
 * and does nothing: its liveness alone would keep a replica that is of no use.
 */
public final class LoopWatch {

  /** No round waits so long for Kafka, which has time-outs of seconds. */
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(15);

  private final LongSupplier nanoTime;
  private final long longest;
  private volatile long lastTurn;

  /**
   * @param nanoTime monotonic
   */
  LoopWatch(LongSupplier nanoTime) {
    this(nanoTime, Duration.ZERO);
  }

  /**
   * @param nanoTime monotonic
   * @param pause between two rounds
   */
  public LoopWatch(LongSupplier nanoTime, Duration pause) {
    this.nanoTime = nanoTime;
    this.longest = LONGEST_ROUND.plus(pause).toNanos();
    this.lastTurn = nanoTime.getAsLong();
  }

  /** A round begins, or goes on. */
  public void turned() {
    lastTurn = nanoTime.getAsLong();
  }

  /** Whether the last turn is not longer ago than a round and a pause may take. */
  public boolean isTurning() {
    return nanoTime.getAsLong() - lastTurn < longest;
  }
}
