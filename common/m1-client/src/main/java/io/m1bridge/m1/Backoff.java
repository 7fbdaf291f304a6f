package io.m1bridge.m1;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses after failures: each twice as long as the one before, up to a limit.
 *
 * @param first the pause after one failure
 * @param most no pause is longer
 */
public record Backoff(Duration first, Duration most) {

  private static final int MAX_DOUBLINGS = 20;

  /**
   * The whole pause.
   *
   * @param failures in a row, at least 1
   */
  public Duration after(int failures) {
    long doubled = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
    return Duration.ofMillis(Math.min(Math.max(doubled, first.toMillis()), most.toMillis()));
  }

  /**
   * Between half of the pause and all of it, so that those that failed together do not come back
   * together.
   *
   * @param failures in a row, at least 1
   */
  public Duration after(int failures, RandomGenerator random) {
    long whole = after(failures).toMillis();
    return Duration.ofMillis(whole / 2 + (long) (random.nextDouble() * whole / 2));
  }
}
