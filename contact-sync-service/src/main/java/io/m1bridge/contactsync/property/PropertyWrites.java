package io.m1bridge.contactsync.property;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers.Property;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Creates properties that contacts need, and adds options to drop-downs; one call at a time. */
final class PropertyWrites {

  private final PropertyBooks books;
  private final CreatedLabels stored;
  private final CreationRules rules;
  private final DropDowns dropDowns;
  private final Calls calls;
  private final CallIds ids;
  private final TaskMeter meter;
  private final Clock clock;

  PropertyWrites(
      PropertyBooks books,
      CreatedLabels stored,
      CreationRules rules,
      DropDowns dropDowns,
      Calls calls,
      CallIds ids,
      TaskMeter meter,
      Clock clock) {
    this.books = books;
    this.stored = stored;
    this.rules = rules;
    this.dropDowns = dropDowns;
    this.calls = calls;
    this.ids = ids;
    this.meter = meter;
    this.clock = clock;
  }

  /**
   * What is best created next, or is to get new options. What may not be created is taken for
   * missing.
   */
  Optional<Creation> next(AccountId account) {
    PropertyBook book = books.of(account);
    Optional<PropertyBook.Wanted> next = book.nextToCreate(clock.instant());
    while (next.isPresent() && !rules.mayCreate(account, next.get().label())) {
      cannotHave(account, next.get().label());
      next = book.nextToCreate(clock.instant());
    }
    if (dropDowns.dropGone(account, book.known())) {
      books.resume(account);
    }
    return next.map(wanted -> new Creation(wanted.label(), wanted.contacts()))
        .or(() -> book.isBusy() ? Optional.empty() : dropDowns.next(account));
  }

  /** Creates one, or gives it its new options; whether that took a call. */
  boolean send(AccountWork account, String label, Permit permit) {
    Optional<Property> there = books.of(account.id()).known().dropDown(label);
    if (there.isEmpty()) {
      write(
          account,
          Intent.Kind.CREATE_PROPERTY,
          dropDowns.toMake(account.id(), label),
          permit,
          end -> created(account, label, end));
      return true;
    }
    Optional<M1Call.EditProperty> edit = dropDowns.toAdd(account.id(), label, there.get());
    edit.ifPresentOrElse(
        call ->
            write(
                account,
                Intent.Kind.CHANGE_PROPERTY,
                call,
                permit,
                end -> optionsAdded(account, label, call, end)),
        () -> books.resume(account.id()));
    return edit.isPresent();
  }

  private void write(
      AccountWork account,
      Intent.Kind kind,
      M1Call<?> call,
      Permit permit,
      Consumer<CallEnd> then) {
    books.of(account.id()).busy(true);
    account.dispatched();
    Intent intent = new Intent(ids.next(), account.id(), kind, List.of(), null, clock.instant());
    calls.write(
        intent,
        call,
        permit,
        end -> {
          meter.call(kind, 0, end.label());
          account.completed(end, clock.instant());
          then.accept(end);
        });
  }

  private void created(AccountWork account, String label, CallEnd end) {
    PropertyBook book = books.of(account.id());
    if (end.isUnknown()) {
      // The book stays busy until the call can no longer land; then the list is read.
      book.listNext();
      return;
    }
    book.busy(false);
    if (end instanceof CallEnd.NotSent) {
      cannotHave(account.id(), label);
    } else if (end instanceof CallEnd.Made made) {
      if (made.outcome() instanceof M1Outcome.Accepted<?>) {
        accepted(account.id(), label);
        dropDowns.made(account.id(), label);
      } else if (made.outcome() instanceof M1Outcome.Refused<?>) {
        cannotHave(account.id(), label);
      } else if (isUnexplained(made.outcome()) && book.unexplained(label, clock.instant())) {
        books.resume(account.id());
      }
    }
  }

  static boolean isUnexplained(M1Outcome<?> outcome) {
    return outcome instanceof M1Outcome.Unexplained<?>
        || (outcome instanceof M1Outcome.Unavailable<?> unavailable && unavailable.isServerError());
  }

  /** M1 made it, for us or for a person. */
  void accepted(AccountId account, String label) {
    Instant now = clock.instant();
    stored.accepted(account, label, now);
    books.of(account).created(label, now);
  }

  private void optionsAdded(
      AccountWork account, String label, M1Call.EditProperty call, CallEnd end) {
    // After an unknown outcome it is sent again, once it can no longer land.
    books.of(account.id()).busy(end.isUnknown());
    boolean goesOn;
    if (end.isUnknown()) {
      goesOn = dropDowns.unexplained(account.id(), label);
    } else if (end instanceof CallEnd.Made made) {
      goesOn = dropDowns.added(account.id(), label, call, made.outcome());
    } else {
      goesOn =
          end instanceof CallEnd.NotSent
              && dropDowns.giveUp(account.id(), label, "the call cannot be made");
    }
    if (goesOn) {
      books.resume(account.id());
    }
  }

  private void cannotHave(AccountId account, String label) {
    books.of(account).cannotHave(label);
    books.resume(account);
  }
}
