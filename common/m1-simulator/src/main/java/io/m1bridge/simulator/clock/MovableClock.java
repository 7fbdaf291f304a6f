package io.m1bridge.simulator.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that can be put forward. It never goes back while the clock underneath does not. */
public final class MovableClock extends Clock {
  private final Clock base;
  private volatile Duration ahead = Duration.ZERO;

  /**
   * @param base what it is ahead of
   */
  public MovableClock(Clock base) {
    this.base = base;
  }

  /**
   * Puts the clock forward.
   *
   * @throws IllegalArgumentException when {@code by} is negative
   */
  public synchronized void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("the clock only goes forward");
    }
    ahead = ahead.plus(by);
  }

  /** How far it is ahead. */
  public Duration ahead() {
    return ahead;
  }

  /** Back to the clock underneath. */
  public synchronized void reset() {
    ahead = Duration.ZERO;
  }

  @Override
  public Instant instant() {
    return base.instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the simulator reads instants only");
  }
}
