package io.m1bridge.contactsync.replay;

import java.time.Duration;
import java.time.Instant;

/** Spreads what is sent evenly over time; what was not sent in time is not made up for. */
final class Pace {

  private final Duration between;
  private Instant next = Instant.MIN;

  /**
   * @param perSecond at most so many, at least 1
   */
  Pace(int perSecond) {
    this.between = Duration.ofSeconds(1).dividedBy(perSecond);
  }

  /** Takes the next place; how long it is until then. */
  Duration next(Instant now) {
    Instant at = next.isBefore(now) ? now : next;
    next = at.plus(between);
    return Duration.between(now, at);
  }

  /** Waits. */
  @FunctionalInterface
  interface Pause {

    /**
     * @return whether there is no use in going on
     */
    boolean isOverAfter(Duration time) throws InterruptedException;
  }
}
