package io.m1bridge.contactsync.write;

import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.Calls.Doubtful;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.CallEffects;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Ending;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.OpenChange.LastCall;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Progress.Held;
import io.m1bridge.contactsync.contact.Rejection;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.write.Doubts.Doubt;
import io.m1bridge.contracts.SyncResult.Operation;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What the end of an add or edit means for the contacts that it carried. */
public final class CallCompletion {

  private static final String NOBODY_KNOWS = "Nobody can tell whether M1 did it; it can no longer";

  /** Of such a batch a part may be one contact. */
  private static final int SMALL = 3;

  private static final String NO_REASON = "M1 did not do it, and did not say why";

  private final ContactStore contacts;
  private final ContactNet net;
  private final CarriedContacts carried;
  private final RefusedBatches batches;
  private final TaskMeter meter;
  private final Clock clock;
  private final Duration limitPause;
  private final Doubts doubts;

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
  }

  /** An add or edit ended. */
  public void completed(AccountWork account, Intent intent, CallEnd end) {
    meter.call(intent.kind(), intent.contacts().size(), end.label());
    account.wrote(intent.kind(), end, clock.instant());
    if (end.isUnknown()) {
      inDoubt(intent);
    } else if (end instanceof CallEnd.NotSent notSent) {
      bisect(intent, state -> state, state -> net.rejection(state, notSent.error()));
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
      unexplained(account, intent, no.code());
    } else if (outcome instanceof M1Outcome.Unavailable<?> unavailable
        && unavailable.reason().equals(M1Outcome.Unavailable.SERVER_ERROR)) {
      unexplained(account, intent, Optional.of(M1Code.SERVER_ERROR));
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
  public void expired(Doubtful doubtful) {
    String error = doubtful.error();
    if (error == null) {
      each(doubtful.intent(), state -> Outcomes.requeued(unknown(state), NOBODY_KNOWS));
    } else {
      bisect(doubtful.intent(), CallCompletion::unknown, state -> net.rejection(state, error));
    }
  }

  private static ContactState unknown(ContactState state) {
    SentRow row = ((Held) state.progress()).row();
    return row == null ? state : CallEffects.expired(state, row);
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

  /**
   * M1 failed on the call, or said no and not why. Nobody's fault until another write passes: the
   * batch is sent again, and taken for refused when that goes on while others pass. Where none
   * does, contacts are tried alone, so that one can.
   */
  private void unexplained(AccountWork account, Intent intent, Optional<M1Code> code) {
    Instant now = clock.instant();
    boolean alone = intent.contacts().size() == 1;
    Map<ContactKey, Doubt> after = new HashMap<>();
    for (ContactState state : carried.of(intent)) {
      after.put(state.key(), doubts.refused(account, intent, state, now));
    }
    boolean enough = after.values().stream().allMatch(doubts::isEnough);
    boolean over =
        alone
            && batches.isQuiet(account.id())
            && after.values().stream().allMatch(doubt -> doubts.isOver(account, doubt, now));
    if (enough || over) {
      counted(account, intent);
      boolean small = intent.contacts().size() <= SMALL;
      bisect(
          intent,
          state -> {
            Doubt doubt = of(after, state);
            Doubt left = small ? doubts.alone(doubt, now) : doubts.parted(doubt);
            return doubts.with(Outcomes.attempted(state), left);
          },
          state -> refusal(state, code));
      if (alone) {
        account.blamed(intent.kind());
      }
      return;
    }
    Optional<Aside> part = carried.part(intent);
    Optional<String> single = triedAlone(account, intent);
    Aside others = Aside.doubted(now, intent.callId());
    each(
        intent,
        state -> {
          ContactState made = Outcomes.attempted(state);
          Doubt doubt = of(after, state);
          if (single.equals(Optional.of(state.key().key()))) {
            ContactState one = doubts.with(made, alone ? doubt : doubts.alone(doubt, now));
            return Outcomes.setAside(one, others.alone(), NO_REASON);
          }
          ContactState still = doubts.with(made, doubt);
          return part.isPresent()
              ? Outcomes.setAside(still, others, NO_REASON)
              : Outcomes.requeued(still, NO_REASON);
        });
    part.ifPresent(refused -> batches.refused(account.id(), refused));
  }

  private static Doubt of(Map<ContactKey, Doubt> doubts, ContactState state) {
    return Objects.requireNonNull(doubts.get(state.key()), "Each that is held was looked at");
  }

  /** The contact of a refused call that is tried by itself from now on; empty if none is. */
  private Optional<String> triedAlone(AccountWork account, Intent intent) {
    return doubts.isTimeToTryOne(account, intent) && batches.mayTryAlone(account.id())
        ? Optional.of(intent.contacts().get(0))
        : Optional.empty();
  }

  private void refused(AccountWork account, Intent intent, Optional<M1Code> code) {
    counted(account, intent);
    bisect(intent, Outcomes::attempted, state -> refusal(state, code));
  }

  private static void counted(AccountWork account, Intent intent) {
    if (intent.contacts().size() == 1) {
      account.refusedShare().rejected();
    }
  }

  /** Nobody is to blame: each half may well pass. */
  private void tooLarge(Intent intent) {
    divide(
        intent,
        Outcomes::attempted,
        state -> refusal(state, Optional.empty()),
        RefusedBatches.halves(intent));
  }

  private static Transition refusal(ContactState state, Optional<M1Code> code) {
    return Outcomes.rejected(state, Rejection.byM1(code.map(M1Code::value)));
  }

  /**
   * Looks for the culprit of a batch until it stands alone.
   *
   * @param prepare what is learned of each contact in any case
   * @param alone what becomes of a contact that was alone
   */
  private void bisect(
      Intent intent,
      UnaryOperator<ContactState> prepare,
      Function<ContactState, Transition> alone) {
    Optional<Aside> part = carried.part(intent);
    divide(intent, prepare, alone, RefusedBatches.parts(intent));
    part.ifPresent(refused -> batches.refused(intent.account(), refused));
  }

  private void divide(
      Intent intent,
      UnaryOperator<ContactState> prepare,
      Function<ContactState, Transition> alone,
      Function<String, Aside> parts) {
    boolean single = intent.contacts().size() == 1;
    each(
        intent,
        state -> {
          ContactState known = prepare.apply(state);
          return single
              ? alone.apply(known)
              : Outcomes.bisected(known, parts.apply(state.key().key()));
        });
  }

  private void each(Intent intent, Function<ContactState, Transition> change) {
    carried.each(intent, change);
  }
}
