package io.m1bridge.contactsync.property;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Learns the ids of custom properties, and creates what is missing if allowed. Creating twice would
 * make two: after an unknown outcome the list decides.
 */
public final class PropertyCalls {

  private static final int TEXT = 1;

  private final Calls calls;
  private final CallIds ids;
  private final TaskMeter meter;
  private final Clock clock;
  private final boolean createAllowed;
  private final Map<AccountId, PropertyBook> books = new HashMap<>();

  public PropertyCalls(
      Calls calls, CallIds ids, TaskMeter meter, Clock clock, boolean createAllowed) {
    this.calls = calls;
    this.ids = ids;
    this.meter = meter;
    this.clock = clock;
    this.createAllowed = createAllowed;
  }

  /** Creations of unknown outcome: the list is read once they can no longer land. */
  public void load(List<Intent> held) {
    for (Intent intent : held) {
      if (intent.kind() == Intent.Kind.CREATE_PROPERTY) {
        of(intent.account()).busy(true);
      }
    }
  }

  /** What is known of an account's properties. */
  public PropertyBook of(AccountId account) {
    return books.computeIfAbsent(account, a -> new PropertyBook());
  }

  /** Makes the next call that the book needs; whether there was one. */
  public boolean send(AccountWork account, Permit permit) {
    PropertyBook book = of(account.id());
    Optional<String> label = book.nextToCreate();
    if (label.isPresent() && !createAllowed) {
      book.cannotHave(label.get());
      return false;
    }
    book.busy(true);
    account.dispatched();
    String callId = ids.next();
    if (label.isPresent()) {
      create(account, permit, label.get(), callId);
    } else {
      calls.read(callId, new M1Call.ListProperties(), permit, end -> listed(account, end));
    }
    return true;
  }

  private void create(AccountWork account, Permit permit, String label, String callId) {
    Intent intent =
        new Intent(
            callId, account.id(), Intent.Kind.CREATE_PROPERTY, List.of(), null, clock.instant());
    M1Call<?> call = new M1Call.AddProperty(label, TEXT, label, List.of());
    calls.write(intent, call, permit, end -> created(account, label, end));
  }

  private void created(AccountWork account, String label, CallEnd end) {
    meter.call(Intent.Kind.CREATE_PROPERTY, 0, end.label());
    account.completed(end, clock.instant());
    if (end.isUnknown()) {
      // The book stays busy until the call can no longer land; then the list is read.
      of(account.id()).created(label);
      return;
    }
    of(account.id()).busy(false);
    if (end instanceof CallEnd.Made made) {
      if (made.outcome() instanceof M1Outcome.Accepted<?>) {
        of(account.id()).created(label);
      } else if (made.outcome() instanceof M1Outcome.Refused<?>) {
        of(account.id()).cannotHave(label);
      }
    }
  }

  /** A creation of unknown outcome can no longer land. */
  public void uncertain(AccountId account) {
    of(account).busy(false);
  }

  private void listed(AccountWork account, CallEnd end) {
    meter.read("contact/property/all", end.label());
    account.completed(end, clock.instant());
    of(account.id()).busy(false);
    if (end instanceof CallEnd.Made made
        && made.outcome() instanceof M1Outcome.Accepted<?> accepted
        && accepted.value() instanceof M1Answers.Rows<?> list) {
      of(account.id())
          .listed(
              new Properties(list.rows().stream().map(M1Answers.Property.class::cast).toList()));
    }
  }
}
