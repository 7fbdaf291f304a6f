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
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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

  /** Begins what can be begun now, and answers what cannot. */
  public void step(Collection<AccountWork> accounts) {
    if (errands.isEmpty()) {
      return;
    }
    for (AccountWork account : accounts) {
      Optional<Errand> errand = errands.first(account.id());
      while (errand.isPresent() && isDealtWith(account, errand.get())) {
        errand = errands.first(account.id());
      }
    }
  }

  private boolean isDealtWith(AccountWork account, Errand errand) {
    Instant now = clock.instant();
    Optional<Reply> no = refusal(account, errand, now);
    if (no.isPresent()) {
      errands.remove(errand);
      errand.reply().complete(no.get());
      return true;
    }
    boolean mustWait =
        account.inFlight() >= maxInFlight
            || !calls.hasRoom()
            || (isAboutProperties(errand.call()) && !properties.mayList(account.id()));
    Optional<Permit> permit = mustWait ? Optional.empty() : account.sparePermit();
    if (permit.isEmpty()) {
      return false;
    }
    errands.remove(errand);
    send(account, errand, permit.get());
    return true;
  }

  private static Optional<Reply> refusal(AccountWork account, Errand errand, Instant now) {
    if (!account.mayCall(now)) {
      String why = account.trouble().map(Trouble::words).orElse("Nothing may be sent just now");
      return Optional.of(new Reply.NotPlanned(why, account.isBlocked()));
    }
    return now.isBefore(errand.until())
        ? Optional.empty()
        : Optional.of(
            new Reply.NotPlanned(
                "No call of the hour was free for it within "
                    + Errands.PATIENCE.toSeconds()
                    + " seconds",
                false));
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
    calls.write(intent, errand.call(), permit, end -> written(account, errand, kind, end));
  }

  private void written(AccountWork account, Errand errand, Intent.Kind kind, CallEnd end) {
    meter.call(kind, 0, end.label());
    account.completed(end, clock.instant());
    if (kind == Intent.Kind.CHANGE_PROPERTY) {
      properties.changed(account.id(), errand.call(), end);
    } else if (errand.call() instanceof M1Call.DeleteGroups && mayHaveHappened(end)) {
      // Who was a member, or went along with the group, only M1's list of contacts tells.
      reconcile.begin(account.id());
    }
    said(errand, end);
    answer(errand, end);
  }

  private static boolean mayHaveHappened(CallEnd end) {
    return end.isUnknown()
        || (end instanceof CallEnd.Made made && made.outcome() instanceof M1Outcome.Accepted<?>);
  }

  /** Who changed what: names that people give are not for the log. */
  private static void said(Errand errand, CallEnd end) {
    LogLine.info(LOG)
        .with(LogKey.ACCOUNT_ID, errand.account())
        .with(LogKey.CALL, errand.call().name())
        .with(LogKey.BY, errand.by())
        .with(LogKey.OUTCOME, end.label())
        .say("A person changes what the account has at M1");
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
