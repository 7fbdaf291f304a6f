package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Ending;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contracts.SyncResult.Outcome;
import java.util.Optional;

/** How a change ends that has nothing left to do. */
final class Finished {

  private Finished() {}

  /**
   * The end of the change that waits; empty where it goes on waiting.
   *
   * @param next what may be done for the contact
   */
  static Optional<Ending> of(ContactState state, WorkRules.Allowed next) {
    OpenChange waiting = state.waiting();
    return waiting != null && isDone(state, next)
        ? Optional.of(end(waiting, next))
        : Optional.empty();
  }

  private static Ending end(OpenChange change, WorkRules.Allowed next) {
    if (next.block().isPresent()) {
      return new Ending(change, Outcome.BLOCKED, null, null, next.block().get().reason(), null);
    }
    Outcome outcome = change.last() == null ? Outcome.UNCHANGED : Outcome.APPLIED;
    return new Ending(change, outcome, null, null, null, null);
  }

  /** Who waits for an address waits for nothing where it would not be given to it. */
  private static boolean isDone(ContactState state, WorkRules.Allowed next) {
    boolean free =
        state.progress() instanceof Progress.Idle || state.progress() instanceof Progress.Queued;
    return (free && next.work() instanceof Work.None)
        || (state.progress() instanceof Progress.Parked && next.block().isPresent());
  }
}
