package io.m1bridge.contactsync.write;

import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.Suspect;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.result.ResultPublisher;
import io.m1bridge.contactsync.result.ResultPublisher.Ending;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contracts.SyncResult.Operation;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an ended call means for the contacts it carried. */
public final class CallCompletion {

  /** A batch is only taken for refused while others pass. */
  private static final Duration OTHERS_PASS = Duration.ofMinutes(1);

  private final ContactStore contacts;
  private final ResultPublisher results;
  private final TaskMeter meter;
  private final Clock clock;
  private final Duration limitPause;
  private final int failuresUntilSplit;

  public CallCompletion(
      ContactStore contacts,
      ResultPublisher results,
      TaskMeter meter,
      Clock clock,
      Duration limitPause,
      int failuresUntilSplit) {
    this.contacts = contacts;
    this.results = results;
    this.meter = meter;
    this.clock = clock;
    this.limitPause = limitPause;
    this.failuresUntilSplit = failuresUntilSplit;
  }

  /** An add or edit ended. */
  public void landed(AccountWork account, Intent intent, CallEnd end) {
    meter.call(intent.kind(), intent.rows().size(), end.label());
    account.completed(end, clock.instant());
    if (end.isUnknown()) {
      return;
    }
    if (!(end instanceof CallEnd.Made made)) {
      requeue(intent, "The call was not made");
    } else if (made.outcome() instanceof M1Outcome.Accepted<?>) {
      accepted(intent);
    } else if (made.outcome() instanceof M1Outcome.Refused<?> refused) {
      refused(intent, Optional.of(refused.code()));
    } else if (made.outcome() instanceof M1Outcome.TooLarge<?>) {
      refused(intent, Optional.empty());
    } else if (made.outcome() instanceof M1Outcome.ContactLimit<?> limit) {
      full(account, intent, limit.code());
    } else if (made.outcome() instanceof M1Outcome.Unavailable<?> unavailable
        && unavailable.reason().equals(M1Outcome.Unavailable.SERVER_ERROR)) {
      failed(account, intent, Optional.of(M1Code.SERVER_ERROR), "M1 failed on the call (E10001)");
    } else if (made.outcome() instanceof M1Outcome.Unexplained<?> no) {
      failed(account, intent, no.code(), "M1 says no and not why");
    } else {
      requeue(intent, "M1 did not do it: " + end.label());
    }
  }

  /** An add or edit of unknown outcome can no longer land. */
  public void uncertain(Intent intent) {
    for (SentRow row : intent.rows()) {
      ContactState before = state(intent.account(), row);
      if (intent.callId().equals(before.inFlight())) {
        land(before, Outcomes.uncertain(before, row), null, false);
      }
    }
  }

  private void accepted(Intent intent) {
    boolean add = intent.kind() == Intent.Kind.ADD;
    OpenChange.Carrier carrier =
        new OpenChange.Carrier(
            intent.callId(), add ? Operation.ADD : Operation.EDIT, intent.rows().size());
    for (SentRow row : intent.rows()) {
      ContactState before = state(intent.account(), row);
      ContactState after =
          add
              ? Outcomes.added(before, row, Optional.ofNullable(intent.group()), contacts.merge())
              : Outcomes.edited(before, row);
      after = after.edit().suspect(null).lastProblem(null).done();
      land(before, after, carrier, row.completes());
    }
  }

  /** Ends the flight of a contact; {@code after} is its state with what the call did. */
  public void land(
      ContactState before,
      ContactState after,
      OpenChange.@Nullable Carrier carrier,
      boolean completes) {
    Outcomes.Landed landed = Outcomes.landed(after, carrier, completes);
    OpenChange applied = landed.applied();
    if (applied != null) {
      results.result(before.key(), applied, Ending.of(Outcome.APPLIED));
    }
    OpenChange coalesced = landed.coalesced();
    OpenChange into = landed.state().waiting();
    if (coalesced != null && into != null) {
      results.result(before.key(), coalesced, Ending.coalesced(into));
    }
    contacts.put(before, landed.state());
  }

  private void requeue(Intent intent, String problem) {
    for (SentRow row : intent.rows()) {
      ContactState before = state(intent.account(), row);
      land(before, before.edit().lastProblem(problem).done(), null, false);
    }
  }

  private void full(AccountWork account, Intent intent, M1Code code) {
    account.pauseAdds(clock.instant().plus(limitPause));
    String reason = "The account holds as many contacts as its plan allows: adds wait";
    for (SentRow row : intent.rows()) {
      ContactState before = state(intent.account(), row);
      OpenChange carried = before.carried();
      boolean told = reason.equals(before.lastProblem());
      if (carried != null && !told) {
        results.result(
            before.key(), carried, new Ending(Outcome.PARKED, null, code.value(), reason));
      }
      land(before, before.edit().lastProblem(reason).done(), null, false);
    }
  }

  /** M1 fails on it again and again while other calls pass: taken for a refusal. */
  private void failed(AccountWork account, Intent intent, Optional<M1Code> code, String problem) {
    int fewest = Integer.MAX_VALUE;
    for (SentRow row : intent.rows()) {
      ContactState before = state(intent.account(), row);
      ContactState after = Outcomes.failed(before);
      contacts.put(before, after);
      OpenChange carried = after.carried();
      fewest = Math.min(fewest, carried == null ? 0 : carried.serverErrors());
    }
    boolean othersPass = account.acceptedSince(clock.instant().minus(OTHERS_PASS));
    if (othersPass && fewest >= failuresUntilSplit) {
      refused(intent, code);
    } else {
      requeue(intent, problem);
    }
  }

  /** Halves a refused batch until the culprit stands alone. */
  private void refused(Intent intent, Optional<M1Code> code) {
    List<SentRow> rows = intent.rows();
    if (rows.size() == 1) {
      reject(state(intent.account(), rows.get(0)), code);
      return;
    }
    for (int i = 0; i < rows.size(); i++) {
      ContactState before = state(intent.account(), rows.get(i));
      land(
          before,
          before
              .edit()
              .suspect(half(intent.callId(), i < rows.size() / 2 ? 0 : 1))
              .lastProblem("Its batch was refused and is being split")
              .done(),
          null,
          false);
    }
  }

  /** Contacts of one part may go in several calls: the call's own id keeps their halves apart. */
  public static Suspect half(String callId, int which) {
    return new Suspect(callId).half(which);
  }

  /** M1 refuses this contact alone. */
  public void reject(ContactState before, Optional<M1Code> code) {
    String text = code.map(M1Code::value).orElse(null);
    reject(
        before,
        before,
        new Ending(
            Outcome.REJECTED,
            null,
            text,
            "M1 refused this contact" + (text == null ? "" : " (" + text + ")")),
        "m1-refused",
        "M1 refuses this contact"
            + (text == null ? "" : " with " + text)
            + ": correct it in the CRM, or replay it once M1 takes it");
  }

  /** It needs a custom property that M1 does not have and that may not be created. */
  public void refuseProperty(ContactState before) {
    reject(
        before,
        before,
        new Ending(Outcome.REJECTED, null, null, "M1 has no custom property for one of its labels"),
        "property-missing",
        "Create the custom property at M1, or set m1bridge.contact-sync.create-properties=true");
  }

  /**
   * Nothing more is sent for a contact before the CRM changes it; {@code after} is its state with
   * what its call did.
   */
  public void reject(
      ContactState before, ContactState after, Ending ending, String code, String advice) {
    Outcomes.Landed landed = Outcomes.landed(after, null, false);
    OpenChange coalesced = landed.coalesced();
    OpenChange last = landed.state().waiting();
    if (coalesced != null && last != null) {
      // Something newer came meanwhile: it may well be the correction.
      results.result(before.key(), coalesced, Ending.coalesced(last));
      contacts.put(before, landed.state().edit().suspect(null).done());
      return;
    }
    if (last != null) {
      results.result(before.key(), last, ending);
      results.deadLetter(last, code, advice);
    }
    contacts.put(
        before,
        landed.state().edit().waiting(null).suspect(null).halted(true).lastProblem(code).done());
  }

  private ContactState state(AccountId account, SentRow row) {
    return contacts.get(new ContactKey(account, row.key()));
  }
}
