package io.m1bridge.contactsync.contact;

import io.m1bridge.contactsync.contact.OpenChange.LastCall;
import io.m1bridge.contracts.SyncResult.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a contact changes when a call takes it along, and when that call ended. */
public final class Outcomes {

  private Outcomes() {}

  /**
   * A call or delete job takes the contact along.
   *
   * @param row what it carries; null in a delete job
   * @throws IllegalStateException if the contact has no work: on another call, the change that this
   *     one carries would be lost
   */
  public static ContactState dispatched(ContactState state, String callId, @Nullable SentRow row) {
    if (!(state.progress() instanceof Progress.Idle
        || state.progress() instanceof Progress.Queued)) {
      throw new IllegalStateException("No call may take along what is " + state);
    }
    Aside aside = state.progress() instanceof Progress.Queued queued ? queued.aside() : null;
    return state
        .waitingFor(null)
        .at(
            new Progress.Held(
                callId, row, state.waiting(), false, aside, Progress.Held.Phase.IN_FLIGHT));
  }

  /** Nobody can tell whether the call happened, and it may still happen. */
  public static ContactState inDoubt(ContactState state) {
    return state.progress() instanceof Progress.Held held ? state.at(held.withDoubt()) : state;
  }

  /** The call was made: the change that it carried has one attempt more. */
  public static ContactState attempted(ContactState state) {
    return state.progress() instanceof Progress.Held held && held.carried() != null
        ? state.at(held.carrying(held.carried().attempted()))
        : state;
  }

  /** The change on the call is published to wait, for its account is full. */
  public static ContactState toldFull(ContactState state) {
    return state.progress() instanceof Progress.Held held && held.carried() != null
        ? state.at(held.carrying(held.carried().asToldFull()))
        : state;
  }

  /**
   * M1 failed on the call that carries the contact, or refused it without a reason.
   *
   * @param failures so often while another write passed in between
   * @param since as of when one would have had to pass for the next failure to count
   */
  public static ContactState failed(ContactState state, int failures, Instant since) {
    return state.progress() instanceof Progress.Held held && held.carried() != null
        ? state.at(held.carrying(held.carried().refused(failures, since)))
        : state;
  }

  /**
   * M1 accepted the call; what it did has been applied to the state before.
   *
   * @param completes whether that left nothing to do for the carried change
   * @throws IllegalStateException if no call holds the contact
   */
  public static Transition accepted(ContactState state, LastCall call, boolean completes) {
    Progress.Held held = held(state);
    Aside aside = held.aside();
    Aside kept = aside != null && aside.kind() == Aside.Kind.JOINS ? aside : null;
    return completed(state.withProblem(null), held, call, completes, kept);
  }

  /**
   * The call did nothing: the contact waits again where it stood.
   *
   * @throws IllegalStateException if no call holds the contact
   */
  public static Transition requeued(ContactState state, @Nullable String problem) {
    Progress.Held held = held(state);
    return completed(state.withProblem(problem), held, null, false, held.aside());
  }

  /**
   * The call was refused: the contact waits in a part of its batch.
   *
   * @throws IllegalStateException if no call holds the contact
   */
  public static Transition bisected(ContactState state, Aside part) {
    return setAside(state, part, "Its batch did not pass: it is sent again in parts");
  }

  /**
   * The call did nothing: the contact waits beside its lane.
   *
   * @throws IllegalStateException if no call holds the contact
   */
  public static Transition setAside(ContactState state, Aside place, String problem) {
    return completed(state.withProblem(problem), held(state), null, false, place);
  }

  /** A call's end is that of the contacts that it holds: for another it would undo what it is. */
  private static Progress.Held held(ContactState state) {
    if (state.progress() instanceof Progress.Held held) {
      return held;
    }
    throw new IllegalStateException("No call ends for what is " + state);
  }

  /**
   * The contact alone cannot be carried out, whether a call holds it or it was not even sent. What
   * came during the flight may well be the correction: then nothing is rejected. Nor is a delete
   * that came meanwhile: the call that was refused was another one.
   */
  public static Transition rejected(ContactState state, Rejection why) {
    OpenChange before = state.waiting();
    Transition over =
        state.progress() instanceof Progress.Held held
            ? completed(state, held, null, false, null)
            : Transition.to(state);
    OpenChange last = over.state().waiting();
    boolean isToGo =
        state.progress() instanceof Progress.Held held
            && held.row() != null
            && held.deletePending()
            && !over.state().stale().isEmpty();
    if (isToGo || (state.carried() != null && before != null)) {
      return over;
    }
    boolean property = why.equals(Rejection.PROPERTY_MISSING);
    ContactState end =
        over.state()
            .waitingFor(null)
            .at(
                property
                    ? new Progress.Queued("", Aside.PROPERTY_MISSING)
                    : new Progress.Rejected(why.cause().code()))
            .withProblem(why.cause().code());
    Transition rejected = new Transition(end, over.endings());
    return last == null ? rejected : rejected.and(why.ending(last));
  }

  /**
   * A person asks to send again what M1 refused. What a person kept in M1 stays there.
   *
   * @return the same state where it is not rejected
   */
  public static ContactState retried(ContactState state) {
    return state.progress() instanceof Progress.Rejected rejected && !rejected.isKept()
        ? ListOutcomes.triedAnew(state.at(Progress.IDLE))
        : state;
  }

  /**
   * A person decided that what was to be deleted stays in M1. Where the CRM has made the contact
   * anew, or does so later, it is taken up as it stands there; else its change ends as rejected.
   *
   * @throws IllegalStateException if a call holds the contact
   */
  public static Transition keptInM1(ContactState state) {
    ContactState left = LeftInM1.of(Moves.idle(state));
    return LeftInM1.isMadeAnew(state)
        ? Transition.to(left)
        : rejected(left, Rejection.DELETE_REJECTED);
  }

  private static Transition completed(
      ContactState state,
      Progress.Held held,
      @Nullable LastCall call,
      boolean completes,
      @Nullable Aside aside) {
    OpenChange carried = held.carried();
    if (carried != null && call != null) {
      carried = carried.carriedBy(call);
    }
    OpenChange waiting = state.waiting();
    boolean applied = call != null && completes;
    if (waiting != null && carried != null && !applied) {
      waiting = waiting.after(carried);
    }
    ContactState over = state.waitingFor(waiting == null ? carried : waiting).at(waitingIn(aside));
    over = held.deletePending() ? Folding.giveUp(over) : Folding.settleDoubt(over);
    if (waiting == null || carried == null) {
      return Transition.to(over);
    }
    return Transition.to(over)
        .and(applied ? Ending.of(carried, Outcome.APPLIED) : Ending.coalesced(carried, waiting));
  }

  private static Progress waitingIn(@Nullable Aside aside) {
    return aside == null ? Progress.IDLE : new Progress.Queued("", aside);
  }
}
