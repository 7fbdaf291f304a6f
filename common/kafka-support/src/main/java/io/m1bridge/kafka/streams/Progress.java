package io.m1bridge.kafka.streams;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Watches whether the application gets anywhere. A thread that waits for ever inside a commit, or
 * that processes and never commits, looks as healthy as any other: only the counts show it.
 */
final class Progress {

  private final Clock clock;
  private final Duration limit;
  private final BooleanSupplier kafkaAnswers;
  private Counts last = new Counts(0, 0, 0, 0);
  private Instant since;

  /**
   * @param limit how long nothing may happen
   * @param kafkaAnswers asked once the limit is over: without Kafka a new process helps nobody
   */
  Progress(Clock clock, Duration limit, BooleanSupplier kafkaAnswers) {
    this.clock = clock;
    this.limit = limit;
    this.kafkaAnswers = kafkaAnswers;
    this.since = clock.instant();
  }

  /**
   * Counts since the start, over the threads that live: they grow, and fall where a thread is
   * replaced, whose counts end with it.
   */
  record Counts(long commits, long processed, long polls, long restored) {

    /**
     * Whether this is ahead of an earlier look. An idle thread polls, and has nothing to commit.
     */
    boolean aheadOf(Counts earlier) {
      boolean idle = processed == earlier.processed && polls > earlier.polls;
      return commits > earlier.commits || restored > earlier.restored || idle;
    }

    boolean fellFrom(Counts earlier) {
      return commits < earlier.commits || processed < earlier.processed || polls < earlier.polls;
    }
  }

  /** A new start begins from nothing. */
  synchronized void restarted() {
    last = new Counts(0, 0, 0, 0);
    since = clock.instant();
  }

  /**
   * Looks; returns whether nothing has happened for longer than the limit although Kafka answers.
   */
  synchronized boolean stalled(Counts now) {
    if (now.fellFrom(last)) {
      // Not progress by itself: threads that are replaced again and again get nowhere either.
      last = now;
    } else if (now.aheadOf(last)) {
      last = now;
      since = clock.instant();
      return false;
    }
    if (Duration.between(since, clock.instant()).compareTo(limit) < 0) {
      return false;
    }
    if (kafkaAnswers.getAsBoolean()) {
      return true;
    }
    since = clock.instant();
    return false;
  }
}
