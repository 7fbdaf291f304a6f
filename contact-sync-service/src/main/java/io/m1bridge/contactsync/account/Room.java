package io.m1bridge.contactsync.account;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether an account has room for more contacts, by what M1 said to adds. In memory: learned anew
 * after a restart, at the price of a call.
 *
 * <p>Why: {@code docs/rationale.md#a-full-account-is-made-room-in-first}.
 */
public final class Room {

  private Instant addsNotBefore = Instant.EPOCH;
  private Instant marksNotBefore = Instant.EPOCH;
  private Instant idsNotBefore = Instant.EPOCH;
  private Instant orderedNotBefore = Instant.EPOCH;
  private boolean full;
  private boolean marksTell = true;

  /** Whether contacts may be added. */
  public boolean mayAdd(Instant now) {
    return !now.isBefore(addsNotBefore);
  }

  /** When contacts may be added again; empty if they may. */
  public Optional<Instant> addsFrom(Instant now) {
    return mayAdd(now) ? Optional.empty() : Optional.of(addsNotBefore);
  }

  /** Whether contacts may be marked for a delete, by an add of such as are there. */
  public boolean mayMark(Instant now) {
    return !now.isBefore(marksNotBefore);
  }

  /**
   * Whether contacts may be deleted, if only by ids that are known.
   *
   * @param ordered whether it is about those that a person ordered, who wait by themselves
   */
  public boolean mayDelete(boolean ordered, Instant now) {
    return (marksTell && mayMark(now)) || !now.isBefore(ordered ? orderedNotBefore : idsNotBefore);
  }

  /**
   * No id is known of those that wait: that is looked into again not before this time.
   *
   * @param ordered whether it is about those that a person ordered
   * @param byMarks whether marks would tell them, once M1 takes some
   */
  public void noIds(boolean ordered, boolean byMarks, Instant next) {
    marksTell = byMarks;
    if (ordered) {
      orderedNotBefore = next;
    } else {
      idsNotBefore = next;
    }
  }

  /** M1 has no room for what was added: the next add goes not before this time. */
  public void noneToAdd(Instant next) {
    addsNotBefore = next;
    full = true;
  }

  /** M1 does not even take marks. */
  public void noneToMark(Instant next) {
    noneToAdd(next);
    marksNotBefore = next;
  }

  /**
   * M1 took an add of contacts that it was not known to have. One that was under way when M1
   * refused another says nothing: a small one finds room where a large one does not.
   *
   * @param begun when that add began
   */
  public void added(Instant begun) {
    if (!begun.isBefore(addsNotBefore)) {
      full = false;
    }
  }

  /** Whether there was none at the last add. */
  public boolean isFull() {
    return full;
  }
}
