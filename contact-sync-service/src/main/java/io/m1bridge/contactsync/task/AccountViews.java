package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.delete.DeleteGuard;
import io.m1bridge.contactsync.dryrun.DryRuns;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.reconcile.Reconcile;
import io.m1bridge.contactsync.store.ContactCounts;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Account status as the pages and metrics show it. */
final class AccountViews {

  private final Accounts accounts;
  private final ContactQueue queue;
  private final Calls calls;
  private final ContactStore contacts;
  private final DeleteGuard guard;
  private final DryRuns dryRuns;
  private final Modes modes;
  private final Reconcile reconcile;
  private final Forecasts forecasts;

  AccountViews(
      Accounts accounts,
      ContactQueue queue,
      Calls calls,
      ContactStore contacts,
      DeleteGuard guard,
      DryRuns dryRuns,
      Reconcile reconcile,
      TaskSettings settings,
      Clock clock) {
    this.accounts = accounts;
    this.queue = queue;
    this.calls = calls;
    this.contacts = contacts;
    this.guard = guard;
    this.dryRuns = dryRuns;
    this.reconcile = reconcile;
    this.modes = settings.modesByAccount();
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
    return new AccountView(
        id.value(),
        account.problem().orElse(null),
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
        forecasts.of(account));
  }
}
