package io.m1bridge.kafka.streams;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts failed stream threads: a few may be replaced, a loop of failures may not go on for ever.
 */
final class ThreadFailures {

  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final Clock clock;
  private final int allowed;
  private final Deque<Instant> failures = new ArrayDeque<>();

  /**
   * @param allowed failures within ten minutes
   */
  ThreadFailures(Clock clock, int allowed) {
    this.clock = clock;
    this.allowed = allowed;
  }

  /** Counts one failure; returns whether the thread may be replaced. */
  synchronized boolean mayReplace() {
    Instant now = clock.instant();
    while (!failures.isEmpty() && failures.peekFirst().isBefore(now.minus(WINDOW))) {
      failures.removeFirst();
    }
    failures.addLast(now);
    return failures.size() <= allowed;
  }
}
