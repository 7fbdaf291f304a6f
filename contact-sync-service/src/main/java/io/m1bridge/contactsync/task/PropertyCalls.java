package io.m1bridge.contactsync.task;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Learns the ids of custom properties, and creates what is missing if allowed. Creating twice would
 * make two: after an unknown outcome the list decides.
 */
final class PropertyCalls {

  private static final int TEXT = 1;

  private final Desks desks;

  PropertyCalls(Desks desks) {
    this.desks = desks;
  }

  /** Makes the next call that the book needs; whether there was one. */
  boolean send(AccountWork account, Permit permit) {
    PropertyBook book = account.properties();
    Optional<String> label = book.nextToCreate();
    if (label.isPresent() && !desks.settings().createProperties()) {
      book.cannotHave(label.get());
      return false;
    }
    book.busy(true);
    account.launched();
    String callId = desks.ids().next();
    if (label.isPresent()) {
      create(account, permit, label.get(), callId);
    } else {
      desks.calls().read(callId, new M1Call.ListProperties(), permit, end -> listed(account, end));
    }
    return true;
  }

  private void create(AccountWork account, Permit permit, String label, String callId) {
    Intent intent =
        new Intent(
            callId,
            account.id(),
            Intent.Kind.CREATE_PROPERTY,
            List.of(),
            null,
            desks.clock().instant());
    M1Call<?> call = new M1Call.AddProperty(label, TEXT, label, List.of());
    desks.calls().write(intent, call, permit, end -> created(account, label, end));
  }

  private void created(AccountWork account, String label, CallEnd end) {
    desks.meter().call(Intent.Kind.CREATE_PROPERTY, 0, ContactLanding.label(end));
    note(account, end);
    if (end.isUnknown()) {
      // The book stays busy until the call can no longer land; then the list is read.
      account.properties().created(label);
      return;
    }
    account.properties().busy(false);
    if (end instanceof CallEnd.Made made) {
      if (made.outcome() instanceof M1Outcome.Accepted<?>) {
        account.properties().created(label);
      } else if (made.outcome() instanceof M1Outcome.Refused<?>) {
        account.properties().cannotHave(label);
      }
    }
  }

  /** A creation of unknown outcome can no longer land. */
  void uncertain(AccountWork account) {
    account.properties().busy(false);
  }

  private void listed(AccountWork account, CallEnd end) {
    desks.meter().read("contact/property/all", ContactLanding.label(end));
    note(account, end);
    account.properties().busy(false);
    if (end instanceof CallEnd.Made made
        && made.outcome() instanceof M1Outcome.Accepted<?> accepted
        && accepted.value() instanceof List<?> rows) {
      account
          .properties()
          .listed(new Properties(rows.stream().map(M1Answers.Property.class::cast).toList()));
    }
  }

  private void note(AccountWork account, CallEnd end) {
    account.landed(
        end, desks.access(), desks.settings().backoff(), desks.random(), desks.clock().instant());
  }
}
