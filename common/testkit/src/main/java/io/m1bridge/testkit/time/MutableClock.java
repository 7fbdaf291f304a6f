package io.m1bridge.testkit.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock of a test: it stands still until moved. Safe for several threads; clocks of other zones
 * show the same time.
 */
public final class MutableClock extends Clock {

  private final Time time;
  private final ZoneId zone;

  private MutableClock(Time time, ZoneId zone) {
    this.time = time;
    this.zone = zone;
  }

  /** Returns a clock in UTC. */
  public static MutableClock at(Instant start) {
    return new MutableClock(new Time(start), ZoneOffset.UTC);
  }

  /** Returns a clock in UTC at {@code start}, such as {@code 2026-01-31T10:00:00Z}. */
  public static MutableClock at(String start) {
    return at(Instant.parse(start));
  }

  /** Moves the time forward, or back by a negative amount; returns the new time. */
  public Instant advance(Duration amount) {
    return time.advance(amount);
  }

  /** Jumps to a time. */
  public void set(Instant instant) {
    time.set(instant);
  }

  @Override
  public Instant instant() {
    return time.now();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new MutableClock(time, other);
  }

  /** What clocks of several zones share. */
  private static final class Time {
    private Instant now;

    Time(Instant now) {
      this.now = now;
    }

    synchronized Instant now() {
      return now;
    }

    synchronized Instant advance(Duration amount) {
      now = now.plus(amount);
      return now;
    }

    synchronized void set(Instant instant) {
      now = instant;
    }
  }
}
