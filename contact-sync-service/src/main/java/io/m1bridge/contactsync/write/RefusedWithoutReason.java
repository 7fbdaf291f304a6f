package io.m1bridge.contactsync.write;

import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.CallEffects;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Progress.Held;
import io.m1bridge.contactsync.contact.Rejection;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.write.Doubts.Doubt;
import io.m1bridge.contactsync.write.Doubts.Silence;
import io.m1bridge.m1.M1Code;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What becomes of an add or edit that M1 said no to and not why, or never answered. Nobody's fault
 * until another write passes: the batch is sent again, and taken for refused when that goes on
 * while others pass. Where none does, contacts are tried alone, so that one can.
 */
final class RefusedWithoutReason {

  /** Of such a batch a part may be one contact. */
  private static final int SMALL = 3;

  private final CarriedContacts carried;
  private final RefusedBatches batches;
  private final Division division;
  private final Doubts doubts;
  private final Clock clock;

  RefusedWithoutReason(
      CarriedContacts carried,
      RefusedBatches batches,
      Division division,
      Doubts doubts,
      Clock clock) {
    this.carried = carried;
    this.batches = batches;
    this.division = division;
    this.doubts = doubts;
    this.clock = clock;
  }

  /** M1 failed on the call, or said no and not why. */
  void unexplained(AccountWork account, Intent intent, Optional<M1Code> code) {
    again(account, intent, Silence.OF_REASON, Outcomes::attempted, state -> refusal(state, code));
  }

  /** The answer was lost, or nobody could read it, and the call can no longer land. */
  void unanswered(AccountWork account, Intent intent) {
    account.writes().unanswered(intent.kind(), clock.instant());
    again(
        account,
        intent,
        Silence.ALTOGETHER,
        RefusedWithoutReason::unknown,
        state -> Outcomes.rejected(state, Rejection.UNANSWERED));
  }

  /** The same of a call of an earlier owner, who may have had the answer: it counts for nobody. */
  void unansweredToAnother(Intent intent) {
    carried.each(intent, state -> Outcomes.requeued(unknown(state), Silence.ALTOGETHER.words()));
  }

  /**
   * @param learned what is known of each contact in any case
   * @param blamed what becomes of a contact that is to blame
   */
  private void again(
      AccountWork account,
      Intent intent,
      Silence silence,
      UnaryOperator<ContactState> learned,
      Function<ContactState, Transition> blamed) {
    Instant now = clock.instant();
    boolean alone = intent.contacts().size() == 1;
    Map<ContactKey, Doubt> after = new HashMap<>();
    for (ContactState state : carried.of(intent)) {
      after.put(state.key(), doubts.refused(account, intent, state, silence, now));
    }
    boolean enough =
        after.values().stream().allMatch(doubt -> doubts.isEnough(doubt, silence, alone));
    // Answers get lost for days where an account is away: only what M1 said no to ends by time.
    boolean over =
        alone
            && silence == Silence.OF_REASON
            && batches.isQuiet(account.id())
            && after.values().stream().allMatch(doubt -> doubts.isOver(account, doubt, now));
    if (enough || over) {
      counted(account, intent);
      boolean small = intent.contacts().size() <= SMALL;
      division.bisect(
          intent,
          state -> {
            Doubt doubt = of(after, state);
            Doubt left = small ? doubts.alone(doubt, now) : doubts.parted(doubt);
            return doubts.with(learned.apply(state), left, silence);
          },
          blamed);
      if (alone) {
        account.blamed(intent.kind());
      }
      return;
    }
    // Whoever comes anew would join the batch, and be doubted with it.
    boolean apart = silence == Silence.ALTOGETHER && after.values().stream().anyMatch(Doubt::again);
    Optional<Aside> part = carried.part(intent);
    Optional<String> single = triedAlone(account, intent, silence);
    Aside others = Aside.doubted(now, intent.callId());
    carried.each(
        intent,
        state -> {
          ContactState made = learned.apply(state);
          Doubt doubt = of(after, state);
          if (single.equals(Optional.of(state.key().key()))) {
            Doubt left = alone ? doubt : doubts.alone(doubt, now);
            ContactState one = doubts.with(made, left, silence);
            return Outcomes.setAside(one, others.alone(), silence.words());
          }
          ContactState still = doubts.with(made, doubt, silence);
          return part.isPresent() || apart
              ? Outcomes.setAside(still, others, silence.words())
              : Outcomes.requeued(still, silence.words());
        });
    part.ifPresent(refused -> batches.refused(account.id(), refused));
  }

  private static Doubt of(Map<ContactKey, Doubt> doubts, ContactState state) {
    return Objects.requireNonNull(doubts.get(state.key()), "Each that is held was looked at");
  }

  /** The contact of a refused call that is tried by itself from now on; empty if none is. */
  private Optional<String> triedAlone(AccountWork account, Intent intent, Silence silence) {
    return doubts.isTimeToTryOne(account, intent, silence)
            && batches.mayTryAlone(account.id(), silence)
        ? Optional.of(intent.contacts().get(0))
        : Optional.empty();
  }

  /** What is known of a contact after a call that may have happened. */
  static ContactState unknown(ContactState state) {
    SentRow row = ((Held) state.progress()).row();
    return row == null ? state : CallEffects.expired(state, row);
  }

  static void counted(AccountWork account, Intent intent) {
    if (intent.contacts().size() == 1) {
      account.refusedShare().rejected();
    }
  }

  static Transition refusal(ContactState state, Optional<M1Code> code) {
    return Outcomes.rejected(state, Rejection.byM1(code.map(M1Code::value)));
  }
}
