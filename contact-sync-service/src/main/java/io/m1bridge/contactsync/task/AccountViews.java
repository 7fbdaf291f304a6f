package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.account.AccountHealth;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.account.Trouble;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.delete.DeleteGuard;
import io.m1bridge.contactsync.dryrun.DryRuns;
import io.m1bridge.contactsync.field.FieldChecks;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.property.CreationRules;
import io.m1bridge.contactsync.reconcile.Reconcile;
import io.m1bridge.contactsync.store.ContactCounts;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.view.Forecast;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Account status as the pages and metrics show it. */
final class AccountViews {

  /** Beyond these an account lags: its oldest change, and what it takes to send all that waits. */
  private static final Duration LATE = Duration.ofMinutes(15);

  private static final Duration LONG = Duration.ofHours(1);

  private final Accounts accounts;
  private final ContactQueue queue;
  private final Calls calls;
  private final ContactStore contacts;
  private final DeleteGuard guard;
  private final DryRuns dryRuns;
  private final Modes modes;
  private final Reconcile reconcile;
  private final CreationRules creations;
  private final FieldChecks fields;
  private final Forecasts forecasts;
  private final Clock clock;

  AccountViews(
      Accounts accounts,
      TaskContacts kept,
      Calls calls,
      DeleteGuard guard,
      DryRuns dryRuns,
      Reconcile reconcile,
      CreationRules creations,
      FieldChecks fields,
      TaskSettings settings,
      Clock clock) {
    this.accounts = accounts;
    this.queue = kept.queue();
    this.calls = calls;
    this.contacts = kept.contacts();
    this.guard = guard;
    this.dryRuns = dryRuns;
    this.reconcile = reconcile;
    this.creations = creations;
    this.fields = fields;
    this.modes = settings.modesByAccount();
    this.clock = clock;
    this.forecasts = new Forecasts(accounts, queue, contacts, guard, settings, clock);
  }

  /** Of each account of the task. */
  List<AccountView> all() {
    return accounts.all().stream().map(this::of).toList();
  }

  private AccountView of(AccountWork account) {
    AccountId id = account.id();
    Map<String, Integer> lanes = new HashMap<>();
    Instant oldest = null;
    for (Lane lane : Lane.values()) {
      lanes.put(lane.name().toLowerCase(Locale.ROOT), queue.depth(id, lane));
      Instant first = queue.oldest(id, lane).orElse(null);
      if (first != null && (oldest == null || first.isBefore(oldest))) {
        oldest = first;
      }
    }
    ContactCounts open = contacts.counts(id);
    Forecast forecast = forecasts.of(account);
    AccountHealth health = health(account, forecast);
    return new AccountView(
        id.value(),
        health,
        health.advice(),
        account.trouble().map(Trouble::words).orElse(null),
        account.pausedUntil(clock.instant()).orElse(null),
        account.room().addsFrom(clock.instant()).orElse(null),
        lanes,
        queue.depth(id),
        calls.open(id),
        account.calls(),
        oldest,
        contacts.settled(id),
        open.pending(),
        open.parked(),
        open.inDoubt(),
        open.undelivered(),
        modes.isDry(id) ? 0 : guard.held(id),
        modes.of(id).toString(),
        modes.isDry(id),
        dryRuns.plan(id).orElse(null),
        accounts.isPaused(id),
        accounts.isOther(id),
        reconcile.view(id).orElse(null),
        forecast,
        creations.of(id),
        Stream.concat(fields.of(id).stream(), creations.missing(id).stream()).toList());
  }

  private AccountHealth health(AccountWork account, Forecast forecast) {
    if (account.trouble().isPresent()) {
      return account.trouble().get().health();
    }
    if (account.refusedShare().isHigh()) {
      return AccountHealth.REJECTING;
    }
    Double days = forecast.daysUntilFull();
    if (days != null && days <= 0) {
      return AccountHealth.FULL;
    }
    return isLate(account.id(), forecast) ? AccountHealth.LAGGING : AccountHealth.HEALTHY;
  }

  /** Deletes are left out: they may wait for a person, or for lists that lag. */
  private boolean isLate(AccountId id, Forecast forecast) {
    Long drain = forecast.drainSeconds();
    Instant soon = clock.instant().minus(LATE);
    return (drain != null && drain > LONG.toSeconds())
        || queue.waitsForLists(id)
        || Stream.of(Lane.ADD, Lane.EDIT)
            .flatMap(lane -> queue.oldest(id, lane).stream())
            .anyMatch(soon::isAfter);
  }
}
