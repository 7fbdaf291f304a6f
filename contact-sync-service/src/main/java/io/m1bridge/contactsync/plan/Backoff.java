package io.m1bridge.contactsync.plan;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential with full jitter above a half, capped. */
public record Backoff(Duration first, Duration most) {

  private static final int MAX_DOUBLINGS = 20;

  /** How long to wait after so many failures in a row, at least 1. */
  public Duration after(int failures, RandomGenerator random) {
    long doubled = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
    long capped = Math.min(Math.max(doubled, first.toMillis()), most.toMillis());
    return Duration.ofMillis(capped / 2 + (long) (random.nextDouble() * capped / 2));
  }
}
