package io.m1bridge.contactsync.delete;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Groups that delete jobs made and no longer need: removed together, when nothing else is to do.
 * Before the first removal since its start a task looks for those that nobody remembers, by their
 * names.
 */
public final class MarkedGroups {

  private static final Logger LOG = LoggerFactory.getLogger(MarkedGroups.class);
  private static final int MOST = 100;

  private final Ledger.Section<MarkedGroup> stored;
  private final Calls calls;
  private final CallIds callIds;
  private final TaskMeter meter;
  private final Clock clock;
  private final JobBook book;
  private final Map<AccountId, Set<Long>> groups = new HashMap<>();
  private final Set<AccountId> busy = new HashSet<>();
  private final Set<AccountId> looked = new HashSet<>();

  MarkedGroups(
      Ledger ledger, Calls calls, CallIds callIds, TaskMeter meter, Clock clock, JobBook book) {
    this.stored = ledger.section("group", MarkedGroup.class);
    this.calls = calls;
    this.callIds = callIds;
    this.meter = meter;
    this.clock = clock;
    this.book = book;
  }

  /** A group that has to be removed. */
  record MarkedGroup(AccountId account, long id) {}

  /** Groups that were left; none is touched before a removal of unknown outcome is released. */
  void load(List<Intent> held) {
    stored.all().forEach(group -> ofAccount(group.account()).add(group.id()));
    for (Intent intent : held) {
      if (intent.kind() == Intent.Kind.REMOVE_GROUPS) {
        busy.add(intent.account());
      }
    }
  }

  void add(AccountId account, long groupId) {
    ofAccount(account).add(groupId);
    stored.put(key(account, groupId), new MarkedGroup(account, groupId));
  }

  /** M1 may cut names, so that several jobs share one group: it stays until all are over. */
  private List<Long> removable(AccountId account) {
    List<DeleteJob> jobs = book.of(account);
    return groups.getOrDefault(account, Set.of()).stream()
        .filter(id -> jobs.stream().noneMatch(job -> id.equals(job.groupId())))
        .limit(MOST)
        .toList();
  }

  private Set<Long> ofAccount(AccountId account) {
    return groups.computeIfAbsent(account, a -> new TreeSet<>());
  }

  /** Whether there is something to remove. */
  public boolean isReady(AccountId account) {
    return !busy.contains(account) && !removable(account).isEmpty();
  }

  /** The accounts that have groups to remove. */
  public Set<AccountId> accounts() {
    return Set.copyOf(groups.keySet());
  }

  /** Makes the next call: the look for what nobody remembers, or a removal. */
  public void send(AccountWork account, Permit permit) {
    busy.add(account.id());
    account.dispatched();
    if (looked.contains(account.id())) {
      remove(account, permit);
    } else {
      look(account, permit);
    }
  }

  private void look(AccountWork account, Permit permit) {
    Optional<String> key = Optional.of(GroupNames.ofAccount(account.id()));
    M1Call<?> call = new M1Call.ListGroups(1, M1Call.MAX_PAGE, key);
    calls.read(callIds.next(), call, permit, end -> listed(account, end));
  }

  private void listed(AccountWork account, CallEnd end) {
    meter.read("contact/group/all", end);
    account.completed(end, clock.instant());
    busy.remove(account.id());
    if (!(end instanceof CallEnd.Made made)) {
      return;
    }
    if (made.outcome() instanceof M1Outcome.Accepted<?> accepted
        && accepted.value() instanceof M1Answers.Page<?> page) {
      looked.add(account.id());
      page.rows().forEach(row -> found(account.id(), (M1Answers.Group) row));
    } else if (made.outcome() instanceof M1Outcome.Refused<?>) {
      looked.add(account.id());
    }
  }

  private void found(AccountId account, M1Answers.Group group) {
    String name = group.name().strip();
    boolean inUse = book.of(account).stream().anyMatch(job -> job.group().equals(name));
    if (GroupNames.isOurs(account, name) && !inUse) {
      add(account, group.id());
    }
  }

  private void remove(AccountWork account, Permit permit) {
    List<Long> ids = removable(account.id());
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
        && (made.outcome() instanceof M1Outcome.Accepted<?> || isRefused(made.outcome()))) {
      if (isRefused(made.outcome())) {
        LogLine.warn(LOG)
            .with(LogKey.ACCOUNT_ID, account.id())
            .with(LogKey.COUNT, ids.size())
            .say("M1 refuses to remove marked groups: they are empty and stay there");
      }
      forget(account.id(), ids);
    }
  }

  private static String key(AccountId account, long id) {
    return account + "/" + id;
  }

  /** Also without a reason: they may be gone already, by a call whose answer was lost. */
  private static boolean isRefused(M1Outcome<?> outcome) {
    return outcome instanceof M1Outcome.Refused<?> || outcome instanceof M1Outcome.Unexplained<?>;
  }

  private void forget(AccountId account, List<Long> ids) {
    Set<Long> left = ofAccount(account);
    for (Long id : ids) {
      left.remove(id);
      stored.remove(key(account, id));
    }
    if (left.isEmpty()) {
      groups.remove(account);
    }
  }

  /** Another M1 account stands behind the id: its groups have other ids. */
  void abandon(AccountId account) {
    forget(account, List.copyOf(ofAccount(account)));
    looked.remove(account);
  }

  /** A removal of unknown outcome can no longer land: it is made again. */
  public void uncertain(AccountId account) {
    busy.remove(account);
  }
}
