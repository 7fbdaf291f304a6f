package io.m1bridge.contactsync.task;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Groups that delete jobs made and no longer need: removed together, when nothing else is to do.
 */
final class MarkedGroups {

  private static final Logger LOG = LoggerFactory.getLogger(MarkedGroups.class);
  private static final int MOST = 100;

  private final Ledger.Section<MarkedGroup> stored;
  private final Calls calls;
  private final CallIds callIds;
  private final TaskMeter meter;
  private final Clock clock;
  private final Map<AccountId, Set<Long>> groups = new HashMap<>();
  private final Set<AccountId> busy = new HashSet<>();

  MarkedGroups(Ledger ledger, Calls calls, CallIds callIds, TaskMeter meter, Clock clock) {
    this.stored = ledger.section("group", MarkedGroup.class);
    this.calls = calls;
    this.callIds = callIds;
    this.meter = meter;
    this.clock = clock;
  }

  /** A group that has to be removed. */
  record MarkedGroup(AccountId account, long id) {}

  /** Groups that were left; none is touched before a removal of unknown outcome is released. */
  void load(List<Intent> held) {
    stored
        .all()
        .forEach(
            group -> groups.computeIfAbsent(group.account(), a -> new TreeSet<>()).add(group.id()));
    for (Intent intent : held) {
      if (intent.kind() == Intent.Kind.REMOVE_GROUPS) {
        busy.add(intent.account());
      }
    }
  }

  void add(AccountId account, long groupId) {
    groups.computeIfAbsent(account, a -> new TreeSet<>()).add(groupId);
    stored.put(key(account, groupId), new MarkedGroup(account, groupId));
  }

  boolean isReady(AccountId account) {
    return groups.containsKey(account) && !busy.contains(account);
  }

  Set<AccountId> accounts() {
    return Set.copyOf(groups.keySet());
  }

  void send(AccountWork account, Permit permit) {
    List<Long> ids = groups.getOrDefault(account.id(), Set.of()).stream().limit(MOST).toList();
    busy.add(account.id());
    account.dispatched();
    Intent intent =
        new Intent(
            callIds.next(),
            account.id(),
            Intent.Kind.REMOVE_GROUPS,
            List.of(),
            null,
            clock.instant());
    calls.write(
        intent, new M1Call.DeleteGroups(ids, false), permit, end -> removed(account, ids, end));
  }

  private void removed(AccountWork account, List<Long> ids, CallEnd end) {
    meter.call(Intent.Kind.REMOVE_GROUPS, ids.size(), end.label());
    account.completed(end, clock.instant());
    if (end.isUnknown()) {
      return;
    }
    busy.remove(account.id());
    if (end instanceof CallEnd.Made made
        && (made.outcome() instanceof M1Outcome.Accepted<?>
            || made.outcome() instanceof M1Outcome.Refused<?>)) {
      if (made.outcome() instanceof M1Outcome.Refused<?>) {
        LOG.warn(
            "accountId={} M1 refuses to remove {} marked groups: they are empty and stay there",
            account.id(),
            ids.size());
      }
      forget(account.id(), ids);
    }
  }

  private static String key(AccountId account, long id) {
    return account + "/" + id;
  }

  private void forget(AccountId account, List<Long> ids) {
    Set<Long> left = groups.getOrDefault(account, Set.of());
    for (Long id : ids) {
      left.remove(id);
      stored.remove(key(account, id));
    }
    if (left.isEmpty()) {
      groups.remove(account);
    }
  }

  /** A removal of unknown outcome can no longer land: it is made again. */
  void uncertain(AccountId account) {
    busy.remove(account);
  }
}
