package io.m1bridge.edm.poll;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing waits after failures, with jitter so that accounts do not come back in step. */
final class Backoff {

  private static final int MAX_DOUBLINGS = 20;

  private final Duration first;
  private final Duration max;
  private final RandomGenerator random;

  Backoff(Duration first, Duration max, RandomGenerator random) {
    this.first = first;
    this.max = max;
    this.random = random;
  }

  /**
   * @param failures in a row, from 1
   * @return between half and the whole of {@code first} × 2^(failures − 1), at most {@code max}
   */
  Duration after(int failures) {
    long whole = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
    long bounded = Math.min(whole, max.toMillis());
    return Duration.ofMillis(bounded / 2 + random.nextLong(bounded / 2 + 1));
  }
}
