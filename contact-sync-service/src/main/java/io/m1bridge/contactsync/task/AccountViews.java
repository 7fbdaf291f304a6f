package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.delete.DeleteGuard;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.store.ContactCounts;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Account status as the pages and metrics show it. */
final class AccountViews {

  private AccountViews() {}

  static AccountView of(
      AccountWork account,
      Accounts accounts,
      ContactQueue queue,
      Calls calls,
      ContactStore contacts,
      DeleteGuard guard) {
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
        guard.held(id),
        accounts.isPaused(id),
        accounts.isOther(id));
  }
}
