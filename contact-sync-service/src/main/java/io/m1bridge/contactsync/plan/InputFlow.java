package io.m1bridge.contactsync.plan;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether more input of an account is already waiting to be read. While it is, a call that leaves
 * half full wastes a permit: the rest of its rows is a moment away. Records that are old when they
 * are read mean a backlog; many fresh records at once mean a burst; a silence means the end of
 * either.
 *
 * <p>Not thread-safe: {@link InputFlows} of a task has one for each account.
 *
 * <p>Why: {@code docs/rationale.md#a-backlogs-contacts-wait-for-full-calls}.
 */
public final class InputFlow {

  /**
   * So many old records within a silence are a backlog. One is none: where another account's
   * backlog stands before it in the partition, all of a trickle is old, and waiting makes it no
   * call fewer.
   */
  private static final int OLD_ONES = 5;

  /** A thread that was stalled has seen no silence: so many looks have to find nothing. */
  private static final int QUIET_TICKS = 3;

  private final Settings settings;
  private final Signal burst = new Signal();
  private final Signal backlog = new Signal();
  private int sinceTick;
  private int oldOnes;
  private Instant oldSince = Instant.EPOCH;

  /** Nothing has come yet. */
  public InputFlow(Settings settings) {
    this.settings = settings;
  }

  /**
   * What counts as more to come, and how long a contact waits for it.
   *
   * @param burst many fresh records
   * @param records so many between two ticks are a burst
   * @param backlog old records; what waited for longer than a person notices can wait to be whole
   * @param old a record older than this when it is read is part of a backlog
   */
  public record Settings(Waiting burst, int records, Waiting backlog, Duration old) {}

  /**
   * How long to wait for more.
   *
   * @param silence how long nothing may come before the end is believed; intake commits while it
   *     reads, and what it reads becomes visible only then
   * @param maxAge a contact that was queued this long goes without a full batch
   */
  public record Waiting(Duration silence, Duration maxAge) {}

  /** A change was read. */
  public void arrived(Instant created, Instant now) {
    sinceTick++;
    if (created.plus(settings.old()).isBefore(now)) {
      old(now, settings.backlog().silence());
    }
    if (sinceTick >= settings.records()) {
      burst.seen(now.plus(settings.burst().silence()));
    }
  }

  private void old(Instant now, Duration silence) {
    if (!now.isBefore(oldSince.plus(silence))) {
      oldSince = now;
      oldOnes = 0;
    }
    oldOnes++;
    if (oldOnes >= OLD_ONES) {
      backlog.seen(now.plus(silence));
    }
  }

  /** Called by each punctuation. */
  public void tick(Instant now) {
    sinceTick = 0;
    burst.tick(now);
    backlog.tick(now);
  }

  /** Whether no more input is expected, and nothing is counted that could tell of some. */
  boolean isQuiet(Instant now) {
    return maxAge().isZero() && !now.isBefore(oldSince.plus(settings.backlog().silence()));
  }

  /** How long a contact may wait for a full batch: zero where no more input is expected. */
  public Duration maxAge() {
    if (backlog.on) {
      return settings.backlog().maxAge();
    }
    return burst.on ? settings.burst().maxAge() : Duration.ZERO;
  }

  /** On from when it is seen until a silence. */
  private static final class Signal {
    private boolean on;
    private Instant until = Instant.EPOCH;
    private int quietTicks;

    void seen(Instant silent) {
      on = true;
      until = silent;
      quietTicks = 0;
    }

    void tick(Instant now) {
      quietTicks++;
      on &= quietTicks <= QUIET_TICKS || now.isBefore(until);
    }
  }
}
