package io.m1bridge.contactsync.property;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.Labels;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Learns the ids of custom properties, and creates what is missing if allowed. Creating twice would
 * make two: what was created is on record until a list shows it, and after an unknown outcome the
 * list decides.
 *
 * <p>Why: {@code docs/rationale.md#a-new-property-is-worth-its-call-by-the-contacts-that-need-it}.
 */
public final class PropertyCalls {

  private final CreatedLabels stored;
  private final Calls calls;
  private final CallIds ids;
  private final TaskMeter meter;
  private final Clock clock;
  private final CreationRules rules;
  private final DropDowns dropDowns;

  /**
   * The one that a person deletes, by account: the book knows its label no more when it is gone.
   */
  private final Map<AccountId, String> deleting = new HashMap<>();

  private final PropertyBooks books = new PropertyBooks();
  private final PropertyWrites writes;

  public PropertyCalls(
      Ledger ledger, Calls calls, CallIds ids, TaskMeter meter, Clock clock, CreationRules rules) {
    this.stored = new CreatedLabels(ledger);
    this.calls = calls;
    this.ids = ids;
    this.meter = meter;
    this.clock = clock;
    this.rules = rules;
    this.dropDowns = new DropDowns(ledger, rules, clock);
    this.writes = new PropertyWrites(books, stored, rules, dropDowns, calls, ids, meter, clock);
  }

  /** Creations of unknown outcome: the list is read once they can no longer land. */
  public void load(List<Intent> inDoubt) {
    stored.all().forEach(this::known);
    for (Intent intent : inDoubt) {
      if (intent.kind() == Intent.Kind.CREATE_PROPERTY
          || intent.kind() == Intent.Kind.CHANGE_PROPERTY) {
        book(intent.account()).busy(true);
      }
    }
  }

  private void known(CreatedLabels.Created created) {
    Long id = created.id();
    if (id == null) {
      book(created.account()).created(created.label(), created.at());
    } else {
      book(created.account()).cut(Labels.comparable(created.label()), id);
    }
  }

  private PropertyBook book(AccountId account) {
    return books.of(account);
  }

  /** M1's properties as last listed. */
  public Properties known(AccountId account) {
    return book(account).known();
  }

  /** Whether M1 has the labels of all these field names; what it has not is looked for next. */
  public boolean hasAll(AccountId account, Collection<String> names) {
    return book(account).hasAll(names);
  }

  /** Whether M1 has an option for all these values, by field name; the others are added next. */
  public boolean hasOptions(AccountId account, Map<String, String> values) {
    return dropDowns.hasAll(account, values, known(account));
  }

  /** Whether one of these field names has a label that cannot be had now. */
  public boolean isHopeless(AccountId account, Collection<String> names) {
    return book(account).isHopeless(names);
  }

  /** Whether contacts that wait for properties may go on: something is known of them since. */
  public boolean takeResume(AccountId account) {
    return books.takeResume(account);
  }

  /** More contacts wait than were looked at. */
  public void resumeAgain(AccountId account) {
    books.resume(account);
  }

  /** All who wait are about to be counted again, by {@link #hasAll}. */
  public void countAgain(AccountId account) {
    book(account).countAgain();
  }

  /**
   * Whether the list has to be read now.
   *
   * @param isWaitedFor whether contacts wait for properties
   */
  public boolean isListDue(AccountId account, boolean isWaitedFor, Instant now) {
    return book(account).isListDue(isWaitedFor, now);
  }

  /** Whether the list may be read now: no call about properties is on its way. */
  public boolean mayList(AccountId account) {
    return !book(account).isBusy();
  }

  /** Reads the list. */
  public void list(AccountWork account, Permit permit) {
    list(account, permit, end -> {});
  }

  /**
   * Reads the list.
   *
   * @param then is told how that ended, once what the list says is known
   */
  public void list(AccountWork account, Permit permit, Consumer<CallEnd> then) {
    book(account.id()).busy(true);
    account.dispatched();
    calls.read(
        ids.next(),
        new M1Call.ListProperties(),
        permit,
        end -> {
          listed(account, end);
          then.accept(end);
        });
  }

  /**
   * A person makes, renames or deletes one: until that has ended nobody else does, and nothing is
   * written to one that is about to go.
   */
  public void changing(AccountId account, M1Call<?> call) {
    PropertyBook book = book(account);
    book.busy(true);
    if (call instanceof M1Call.DeleteProperty deleted) {
      label(book, deleted.id()).ifPresent(label -> deleting.put(account, label));
      book.removed(deleted.id(), clock.instant());
    }
  }

  private static Optional<String> label(PropertyBook book, long id) {
    return book.known().all().stream()
        .filter(one -> one.id() == id)
        .map(M1Answers.Property::label)
        .findFirst();
  }

  /**
   * Whether M1 has a label, or no list shows it yet; {@code own} is a property that may have it.
   */
  public boolean isTaken(AccountId account, String label, @Nullable Long own) {
    return book(account).isTaken(label, own, clock.instant());
  }

  /** That has ended: what is known of the properties follows it. */
  public void changed(AccountId account, M1Call<?> call, CallEnd end) {
    PropertyBook book = book(account);
    // After an unknown outcome the book stays busy until the call can no longer land.
    book.busy(end.isUnknown());
    if (end instanceof CallEnd.Made made && made.outcome() instanceof M1Outcome.Accepted<?>) {
      if (call instanceof M1Call.AddProperty added) {
        writes.accepted(account, added.label());
        dropDowns.changed(account, added.label(), added.fieldType(), added.options());
      } else if (call instanceof M1Call.EditProperty edited) {
        stored.forgetCut(account, edited.id());
        label(book, edited.id()).ifPresent(label -> dropDowns.gone(account, label));
        dropDowns.changed(account, edited.label(), edited.fieldType(), edited.options());
        book.renamed(edited.id(), edited.label(), clock.instant());
      } else if (call instanceof M1Call.DeleteProperty deleted) {
        stored.forgetCut(account, deleted.id());
        Optional.ofNullable(deleting.remove(account))
            .ifPresent(label -> dropDowns.gone(account, label));
        book.removed(deleted.id(), clock.instant());
      }
    } else if (call instanceof M1Call.DeleteProperty deleted) {
      book.kept(deleted.id());
    } else if (end.isUnknown()) {
      book.outdated();
    }
  }

  /**
   * What is best created next, or is to get new options. What may not be created is taken for
   * missing.
   */
  public Optional<Creation> nextToCreate(AccountId account) {
    return writes.next(account);
  }

  /** Creates one, or gives it its new options; whether that took a call. */
  public boolean create(AccountWork account, String label, Permit permit) {
    return writes.send(account, label, permit);
  }

  /** Another M1 account stands behind the id: its properties have other ids. */
  public void abandon(AccountId account) {
    books.abandon(account);
    rules.abandon(account);
    stored.abandon(account);
    dropDowns.abandon(account);
  }

  /** A creation of unknown outcome can no longer land. */
  public void uncertain(AccountId account) {
    book(account).busy(false);
  }

  private void listed(AccountWork account, CallEnd end) {
    meter.read("contact/property/all", end);
    account.completed(end, clock.instant());
    PropertyBook book = book(account.id());
    book.busy(false);
    if (end instanceof CallEnd.Made made
        && made.outcome() instanceof M1Outcome.Accepted<?> accepted
        && accepted.value() instanceof M1Answers.Rows<?> rows) {
      book.damaged(rows.damaged().size(), clock.instant());
      book.listed(
              rows.rows().stream().map(M1Answers.Property.class::cast).toList(), clock.instant())
          .forEach(label -> shown(account.id(), label));
      rules.listed(account.id(), book(account.id()).known());
      books.resume(account.id());
    } else if (end instanceof CallEnd.Made) {
      book.notListed(clock.instant());
    }
  }

  /** A label that is listed as it is needs no record; what M1 made of a cut one is kept. */
  private void shown(AccountId account, String label) {
    book(account)
        .cut(label)
        .ifPresentOrElse(
            id -> stored.cut(account, label, clock.instant(), id),
            () -> stored.shown(account, label));
  }
}
