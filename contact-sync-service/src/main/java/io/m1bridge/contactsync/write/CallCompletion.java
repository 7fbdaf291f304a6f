package io.m1bridge.contactsync.write;

import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.Calls.Doubtful;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.CallEffects;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Ending;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.OpenChange.LastCall;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Progress.Held;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contracts.SyncResult.Operation;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What the end of an add or edit means for the contacts that it carried. */
public final class CallCompletion {

  private final ContactStore contacts;
  private final ContactNet net;
  private final CarriedContacts carried;
  private final RefusedBatches batches;
  private final TaskMeter meter;
  private final Clock clock;
  private final Duration limitPause;
  private final Doubts doubts;
  private final Division division;
  private final RefusedWithoutReason withoutReason;

  public CallCompletion(
      ContactStore contacts,
      ContactNet net,
      RefusedBatches batches,
      TaskMeter meter,
      Clock clock,
      Duration limitPause,
      int failuresUntilBisect) {
    this.contacts = contacts;
    this.net = net;
    this.carried = new CarriedContacts(contacts, net);
    this.batches = batches;
    this.meter = meter;
    this.clock = clock;
    this.limitPause = limitPause;
    this.doubts = new Doubts(failuresUntilBisect);
    this.division = new Division(carried, batches);
    this.withoutReason = new RefusedWithoutReason(carried, batches, division, doubts, clock);
  }

  /** An add or edit ended. */
  public void completed(AccountWork account, Intent intent, CallEnd end) {
    meter.call(intent.kind(), intent.contacts().size(), end.label());
    account.wrote(intent.kind(), end, clock.instant());
    if (end.isUnknown()) {
      inDoubt(intent);
    } else if (end instanceof CallEnd.NotSent notSent) {
      division.bisect(intent, state -> state, state -> net.rejection(state, notSent.error()));
    } else if (end instanceof CallEnd.Made made) {
      made(account, intent, made.outcome());
    } else {
      each(intent, state -> Outcomes.requeued(state, "The call was not made"));
    }
  }

  private void made(AccountWork account, Intent intent, M1Outcome<?> outcome) {
    int rows = intent.contacts().size();
    account.sizes().answered(intent.callId(), rows, outcome, clock.instant());
    if (outcome instanceof M1Outcome.Accepted<?>) {
      accepted(account, intent);
    } else if (outcome instanceof M1Outcome.Refused<?> refused) {
      refused(account, intent, Optional.of(refused.code()));
    } else if (outcome instanceof M1Outcome.TooLarge<?>) {
      tooLarge(intent);
    } else if (outcome instanceof M1Outcome.ContactLimit<?> limit) {
      full(account, intent, limit.code());
    } else if (outcome instanceof M1Outcome.Unexplained<?> no) {
      withoutReason.unexplained(account, intent, no.code());
    } else if (outcome instanceof M1Outcome.Unavailable<?> unavailable
        && unavailable.reason().equals(M1Outcome.Unavailable.SERVER_ERROR)) {
      withoutReason.unexplained(account, intent, Optional.of(M1Code.SERVER_ERROR));
    } else {
      String problem = "M1 did not do it: " + outcome.getClass().getSimpleName();
      each(intent, state -> Outcomes.requeued(Outcomes.attempted(state), problem));
    }
  }

  /** Nobody can tell whether the call happened, and it may still happen. */
  public void inDoubt(Intent intent) {
    each(intent, state -> Transition.to(Outcomes.inDoubt(Outcomes.attempted(state))));
  }

  /** An add or edit of unknown outcome can no longer land. */
  public void expired(AccountWork account, Doubtful doubtful) {
    String error = doubtful.error();
    if (error == null && doubtful.inherited()) {
      withoutReason.unansweredToAnother(doubtful.intent());
    } else if (error == null) {
      withoutReason.unanswered(account, doubtful.intent());
    } else {
      division.bisect(
          doubtful.intent(), RefusedWithoutReason::unknown, state -> net.rejection(state, error));
    }
  }

  private void accepted(AccountWork account, Intent intent) {
    Optional<Aside> part = carried.part(intent);
    boolean add = intent.kind() == Intent.Kind.ADD;
    if (add && account.room().isFull() && carried.hasNew(intent)) {
      account.room().added(intent.createdAt());
    }
    LastCall call =
        new LastCall(
            intent.callId(),
            add ? Operation.ADD : Operation.EDIT,
            intent.contacts().size(),
            intent.createdAt());
    Optional<String> group = Optional.ofNullable(intent.group());
    each(
        intent,
        before -> {
          SentRow row =
              Objects.requireNonNull(((Held) before.progress()).row(), "A sent contact has a row");
          ContactState made = Outcomes.attempted(before);
          doubts.passed(before);
          ContactState after =
              add
                  ? CallEffects.added(made, row, group, contacts.rules().merge())
                  : CallEffects.edited(made, row);
          return Outcomes.accepted(after, call, row.completes());
        });
    account.refusedShare().accepted(intent.contacts().size());
    part.ifPresent(
        passed ->
            batches.accepted(intent.account(), passed, intent, account.sizes(), clock.instant()));
  }

  private void full(AccountWork account, Intent intent, M1Code code) {
    account.room().noneToAdd(clock.instant().plus(limitPause));
    String reason = "The account holds as many contacts as its plan allows: adds wait";
    each(
        intent,
        state -> {
          OpenChange carried = state.carried();
          ContactState tried = Outcomes.attempted(state);
          if (carried == null || carried.toldFull() || state.waiting() != null) {
            // Told before; or it ends here, folded into the change that waits.
            return Outcomes.requeued(tried, reason);
          }
          return Outcomes.requeued(Outcomes.toldFull(tried), reason)
              .and(Ending.parked(carried, code.value(), reason));
        });
  }

  private void refused(AccountWork account, Intent intent, Optional<M1Code> code) {
    RefusedWithoutReason.counted(account, intent);
    division.bisect(
        intent, Outcomes::attempted, state -> RefusedWithoutReason.refusal(state, code));
  }

  /** Nobody is to blame: each half may well pass. */
  private void tooLarge(Intent intent) {
    division.divide(
        intent,
        Outcomes::attempted,
        state -> RefusedWithoutReason.refusal(state, Optional.empty()),
        RefusedBatches.halves(intent));
  }

  private void each(Intent intent, Function<ContactState, Transition> change) {
    carried.each(intent, change);
  }
}
