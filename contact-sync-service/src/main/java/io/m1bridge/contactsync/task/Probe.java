package io.m1bridge.contactsync.task;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A cheap read after a "no" without a reason: if it passes, the account is well, and the batch is
 * looked at; if not, nothing is said against any contact.
 */
final class Probe {

  private final Calls calls;
  private final CallIds ids;
  private final TaskMeter meter;
  private final Clock clock;
  private final Set<AccountId> busy = new HashSet<>();

  Probe(Calls calls, CallIds ids, TaskMeter meter, Clock clock) {
    this.calls = calls;
    this.ids = ids;
    this.meter = meter;
    this.clock = clock;
  }

  boolean isBusy(AccountId account) {
    return busy.contains(account);
  }

  boolean send(AccountWork account, Permit permit) {
    busy.add(account.id());
    account.dispatched();
    calls.read(
        ids.next(),
        new M1Call.ListGroups(1, 1, Optional.empty()),
        permit,
        end -> ended(account, end));
    return true;
  }

  private void ended(AccountWork account, CallEnd end) {
    busy.remove(account.id());
    meter.read("contact/group/all", end);
    account.completed(end, clock.instant());
    account.probed(end, clock.instant());
  }
}
