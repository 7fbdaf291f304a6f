package io.m1bridge.simulator.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that can be put forward or made to run faster. It never goes back while the clock
 * underneath does not.
 */
public final class MovableClock extends Clock {
  private static final double FASTEST = 100_000;

  private record Setting(Instant base, Instant shown, double scale) {
    Instant at(Instant now) {
      double passed = Duration.between(base, now).toNanos() * scale;
      return scale == 1 ? shown.plus(Duration.between(base, now)) : shown.plusNanos((long) passed);
    }
  }

  private final Clock base;
  private volatile Setting setting;

  /**
   * @param base what it follows
   */
  public MovableClock(Clock base) {
    this.base = base;
    Instant now = base.instant();
    this.setting = new Setting(now, now, 1);
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
    Instant now = base.instant();
    setting = new Setting(now, setting.at(now).plus(by), setting.scale());
  }

  /**
   * Lets time pass faster or slower from now on.
   *
   * @param scale seconds here per second underneath
   * @throws IllegalArgumentException when it is negative or above 100,000
   */
  public synchronized void scale(double scale) {
    if (!(scale >= 0 && scale <= FASTEST)) {
      throw new IllegalArgumentException("scale runs from 0 to 100000");
    }
    Instant now = base.instant();
    setting = new Setting(now, setting.at(now), scale);
  }

  /** Seconds here per second underneath. */
  public double scale() {
    return setting.scale();
  }

  /** Back to the clock underneath. */
  public synchronized void reset() {
    Instant now = base.instant();
    setting = new Setting(now, now, 1);
  }

  @Override
  public Instant instant() {
    return setting.at(base.instant());
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
