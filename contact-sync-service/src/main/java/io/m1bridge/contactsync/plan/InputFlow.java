package io.m1bridge.contactsync.plan;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether more input is already waiting to be read. While it flows in at backlog speed, a call that
 * leaves half full wastes a permit: the rest of its rows is a moment away. A record that is old
 * when it is read, or many records at once, mean a backlog; a short silence means its end.
 *
 * <p>Not thread-safe: one per task.
 */
public final class InputFlow {

  private final Duration silence;
  private final Duration old;
  private final int burst;
  private Instant tick = Instant.EPOCH;
  private Instant busyUntil = Instant.EPOCH;
  private int sinceTick;

  /**
   * @param silence how long nothing may come before the backlog counts as read
   * @param old a record older than this when it is read is part of a backlog
   * @param burst so many records between two ticks are one too
   */
  public InputFlow(Duration silence, Duration old, int burst) {
    this.silence = silence;
    this.old = old;
    this.burst = burst;
  }

  /** A change was read. */
  public void arrived(Instant created, Instant now) {
    sinceTick++;
    if (sinceTick >= burst || created.plus(old).isBefore(now)) {
      busyUntil = now.plus(silence);
    }
  }

  /** Called by each punctuation. */
  public void tick(Instant now) {
    tick = now;
    sinceTick = 0;
  }

  /** Whether only full batches should leave. */
  public boolean isBusy() {
    return tick.isBefore(busyUntil);
  }
}
