package io.m1bridge.contactsync.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The share of an account's calls that contacts may take which cost many calls each: while others
 * wait, one call in ten; and a share of the hour in any case, since a permit that is used up late
 * is missed by whatever comes next.
 */
public final class CallShare {

  private static final int ONE_IN = 10;
  private static final Duration WINDOW = Duration.ofHours(1);

  private final Deque<Instant> taken = new ArrayDeque<>();
  private int sinceLast;
  private int perHour = Integer.MAX_VALUE;

  /** How many calls of an hour it may be, at least 1. */
  public void limit(int callsOfAnHour) {
    perHour = Math.max(1, callsOfAnHour);
  }

  /** A call of any kind was dispatched. */
  void counted() {
    sinceLast++;
  }

  /** Whether the next call may be of this kind. */
  public boolean mayTake(boolean othersWait, Instant now) {
    while (!taken.isEmpty() && !taken.getFirst().plus(WINDOW).isAfter(now)) {
      taken.removeFirst();
    }
    return taken.size() < perHour && (!othersWait || sinceLast >= ONE_IN - 1);
  }

  /** A call of this kind was dispatched. */
  public void took(Instant now) {
    taken.addLast(now);
    sinceLast = 0;
  }
}
