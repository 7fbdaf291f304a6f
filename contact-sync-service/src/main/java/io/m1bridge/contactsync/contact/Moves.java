package io.m1bridge.contactsync.contact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a contact goes on its way to M1 without a call of it ending. None of these may be made of a
 * contact that a call holds: the change that the call carries would be lost.
 */
public final class Moves {

  private Moves() {}

  /**
   * It is looked at anew: the store derives what is to be done for it, and queues it by that.
   *
   * @throws IllegalStateException if a call holds it
   */
  public static ContactState idle(ContactState state) {
    return to(state, Progress.IDLE);
  }

  /**
   * It queues beside its lane, or in its lane again.
   *
   * @param aside null for its lane
   * @throws IllegalStateException if a call holds it
   */
  public static ContactState aside(ContactState state, @Nullable Aside aside) {
    return queued(state, "", aside);
  }

  /**
   * The store queues it.
   *
   * @param entry in the queue, as stored
   * @param aside why it does not stand in its lane; null if it does
   * @throws IllegalStateException if a call holds it
   */
  public static ContactState queued(ContactState state, String entry, @Nullable Aside aside) {
    return to(state, new Progress.Queued(entry, aside));
  }

  /**
   * Another contact holds its address.
   *
   * @param since when it began to wait
   * @throws IllegalStateException if a call holds it
   */
  public static ContactState parked(ContactState state, Instant since) {
    return to(state, new Progress.Parked(since));
  }

  /** A copy to work out what a further change would cost: nothing waits, and no call is known. */
  public static ContactState copy(ContactState state) {
    return state.waitingFor(null).at(Progress.IDLE);
  }

  private static ContactState to(ContactState state, Progress next) {
    if (state.progress() instanceof Progress.Held) {
      throw new IllegalStateException("No call may lose " + state);
    }
    return state.at(next);
  }
}
