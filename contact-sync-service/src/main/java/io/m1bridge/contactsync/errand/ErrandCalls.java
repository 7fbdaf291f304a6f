package io.m1bridge.contactsync.errand;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.account.Trouble;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.reconcile.Reconcile;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls that people ask for, each on a permit of housekeeping. What they change reaches
 * the task's own knowledge before they are answered.
 *
 * <p>Why: {@code docs/rationale.md#a-persons-call-is-the-tasks}.
 */
public final class ErrandCalls {

  private static final Logger LOG = LoggerFactory.getLogger(ErrandCalls.class);

  private final Errands errands;
  private final Calls calls;
  private final CallIds ids;
  private final TaskMeter meter;
  private final Clock clock;
  private final PropertyCalls properties;
  private final Reconcile reconcile;
  private final int maxInFlight;
  private final Map<AccountId, Leaving> leaving = new HashMap<>();

  /**
   * @param maxInFlight calls of one account at once
   */
  public ErrandCalls(
      Errands errands,
      Calls calls,
      CallIds ids,
      TaskMeter meter,
      Clock clock,
      PropertyCalls properties,
      Reconcile reconcile,
      int maxInFlight) {
    this.errands = errands;
    this.calls = calls;
    this.ids = ids;
    this.meter = meter;
    this.clock = clock;
    this.properties = properties;
    this.reconcile = reconcile;
    this.maxInFlight = maxInFlight;
  }

  /**
   * A property is to be deleted: nothing new is written to it.
   *
   * @param calls those that were not over when that began
   */
  private record Leaving(Errand errand, Set<String> calls) {}

  /** Begins what can be begun now, and answers what cannot. */
  public void step(Collection<AccountWork> accounts) {
    if (errands.isEmpty() && leaving.isEmpty()) {
      return;
    }
    for (AccountWork account : accounts) {
      errands.of(account.id()).forEach(errand -> dealWith(account, errand));
      Leaving gone = leaving.get(account.id());
      if (gone != null) {
        leave(account, gone);
      }
    }
  }

  /** One that must wait holds up none that need not. */
  private void dealWith(AccountWork account, Errand errand) {
    Optional<String> waitsFor = waitsFor(account, errand);
    Optional<Reply> no = refusal(account, errand, waitsFor);
    if (no.isPresent()) {
      errands.remove(errand);
      errand.reply().complete(no.get());
    } else if (waitsFor.isEmpty() && errand.call() instanceof M1Call.DeleteProperty) {
      errands.remove(errand);
      properties.changing(account.id(), errand.call());
      leaving.put(account.id(), new Leaving(errand, calls.ids(account.id())));
    } else if (waitsFor.isEmpty()) {
      account
          .sparePermit()
          .ifPresent(
              permit -> {
                errands.remove(errand);
                send(account, errand, permit);
              });
    }
  }

  private Optional<String> waitsFor(AccountWork account, Errand errand) {
    if (isAboutProperties(errand.call()) && !properties.mayList(account.id())) {
      return Optional.of("Another call about custom properties was not over");
    }
    return account.inFlight() >= maxInFlight || !calls.hasRoom()
        ? Optional.of("Other calls of the account were not over")
        : Optional.empty();
  }

  /** A call that was packed before may name the property: M1 would refuse it, and its contacts. */
  private void leave(AccountWork account, Leaving gone) {
    boolean mayBeNamed = !Collections.disjoint(gone.calls(), calls.ids(account.id()));
    Optional<String> waitsFor =
        mayBeNamed
            ? Optional.of("Calls that may name the property were not over")
            : Optional.empty();
    Errand errand = gone.errand();
    Optional<Reply> no = refusal(account, errand, waitsFor);
    if (no.isPresent()) {
      leaving.remove(account.id());
      properties.changed(
          account.id(),
          errand.call(),
          new CallEnd.NotMade(CallEnd.Reason.PERMIT_EXPIRED, Duration.ZERO));
      errand.reply().complete(no.get());
    } else if (!mayBeNamed && account.inFlight() < maxInFlight && calls.hasRoom()) {
      account
          .sparePermit()
          .ifPresent(
              permit -> {
                leaving.remove(account.id());
                write(account, errand, permit, Intent.Kind.CHANGE_PROPERTY);
              });
    }
  }

  private Optional<Reply> refusal(AccountWork account, Errand errand, Optional<String> waitsFor) {
    Instant now = clock.instant();
    if (!account.mayCall(now)) {
      String why = account.trouble().map(Trouble::words).orElse("Nothing may be sent just now");
      return Optional.of(new Reply.NotPlanned(why, account.isBlocked()));
    }
    if (!now.isBefore(errand.until())) {
      String why = waitsFor.orElse("No call of the hour was free for it");
      return Optional.of(
          new Reply.NotPlanned(
              why + " within " + Errands.PATIENCE.toSeconds() + " seconds", false));
    }
    return waitsFor.isEmpty() && isTaken(account.id(), errand.call())
        ? Optional.of(
            new Reply.NotPlanned(
                "M1 has a custom property of that name, or took it and does not list it yet", true))
        : Optional.empty();
  }

  /** What a person looked at before may have lagged: a label that M1 has twice is nobody's. */
  private boolean isTaken(AccountId account, M1Call<?> call) {
    return (call instanceof M1Call.AddProperty added
            && properties.isTaken(account, added.label(), null))
        || (call instanceof M1Call.EditProperty edited
            && properties.isTaken(account, edited.label(), edited.id()));
  }

  private void send(AccountWork account, Errand errand, Permit permit) {
    M1Call<?> call = errand.call();
    if (call instanceof M1Call.ListProperties) {
      properties.list(account, permit, end -> answer(errand, end));
    } else if (isAboutProperties(call)) {
      properties.changing(account.id(), call);
      write(account, errand, permit, Intent.Kind.CHANGE_PROPERTY);
    } else if (isGroupOrTag(call)) {
      write(account, errand, permit, Intent.Kind.CHANGE_GROUP);
    } else {
      account.dispatched();
      calls.read(ids.next(), call, permit, end -> read(account, errand, end));
    }
  }

  private void read(AccountWork account, Errand errand, CallEnd end) {
    meter.read("errand", end);
    account.completed(end, clock.instant());
    answer(errand, end);
  }

  private void write(AccountWork account, Errand errand, Permit permit, Intent.Kind kind) {
    account.dispatched();
    Intent intent = new Intent(ids.next(), account.id(), kind, List.of(), null, clock.instant());
    // Also if the process dies meanwhile it is known who asked for what.
    line(errand, intent).say("A person is about to change what the account has at M1");
    calls.write(intent, errand.call(), permit, end -> written(account, errand, intent, end));
  }

  private void written(AccountWork account, Errand errand, Intent intent, CallEnd end) {
    meter.call(intent.kind(), 0, end.label());
    account.completed(end, clock.instant());
    if (intent.kind() == Intent.Kind.CHANGE_PROPERTY) {
      properties.changed(account.id(), errand.call(), end);
    } else if (errand.call() instanceof M1Call.DeleteGroups && isAccepted(end)) {
      // Who was a member, or went along with the group, only M1's list of contacts tells. After
      // an unknown outcome it tells once the call can no longer land.
      reconcile.beginAnew(account.id());
    }
    line(errand, intent)
        .with(LogKey.OUTCOME, end.label())
        .say("A person changes what the account has at M1");
    answer(errand, end);
  }

  private static boolean isAccepted(CallEnd end) {
    return end instanceof CallEnd.Made made && made.outcome() instanceof M1Outcome.Accepted<?>;
  }

  /** Who changes what: names that people give are not for the log. */
  private static LogLine line(Errand errand, Intent intent) {
    M1Call<?> call = errand.call();
    LogLine line =
        LogLine.info(LOG)
            .with(LogKey.ACCOUNT_ID, errand.account())
            .with(LogKey.CALL, call.name())
            .with(LogKey.CALL_ID, intent.callId())
            .with(LogKey.BY, errand.by());
    if (call instanceof M1Call.DeleteGroups groups) {
      line.with(LogKey.REMOTE_ID, groups.ids()).with(LogKey.WITH_CONTACTS, groups.withContacts());
    } else if (call instanceof M1Call.EditProperty edited) {
      line.with(LogKey.REMOTE_ID, edited.id());
    } else if (call instanceof M1Call.DeleteProperty deleted) {
      line.with(LogKey.REMOTE_ID, deleted.id());
    }
    return line;
  }

  private static void answer(Errand errand, CallEnd end) {
    errand.reply().complete(new Reply.Ended(end));
  }

  private static boolean isAboutProperties(M1Call<?> call) {
    return call instanceof M1Call.ListProperties
        || call instanceof M1Call.AddProperty
        || call instanceof M1Call.EditProperty
        || call instanceof M1Call.DeleteProperty;
  }

  private static boolean isGroupOrTag(M1Call<?> call) {
    return call instanceof M1Call.AddGroup
        || call instanceof M1Call.DeleteGroups
        || call instanceof M1Call.AddTag;
  }
}
