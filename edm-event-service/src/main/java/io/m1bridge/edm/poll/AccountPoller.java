package io.m1bridge.edm.poll;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.account.Permit;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.contracts.Command;
import io.m1bridge.edm.completeness.CampaignDays;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One account, owned by one task: spends the permits there are on its campaigns, looking for new
 * ones included. Not thread-safe: everything happens on the task's thread.
 */
final class AccountPoller {

  private final AccountId account;
  private final PollSettings settings;
  private final AccountAccess access;
  private final Clock clock;
  private final PollStore store;
  private final PollOutput output;
  private final AccountHealth health;
  private final AccountCalls calls;
  private final ReadPlanner planner;
  private final PageDepth depth = new PageDepth();
  private final PollSchedule schedule;
  private final RowPublisher publisher;
  private final Discovery discovery;
  private final CallSupply supply;
  private final M1Clock m1Clock;
  private final Backfills backfills;
  private final WorkQueue queue = new WorkQueue();
  private final TreeMap<Long, CampaignPoll> campaigns = new TreeMap<>();
  private final TreeMap<Long, DayCount> dayCounts = new TreeMap<>();

  private final AccountOrders orders;
  private final Witness witness;

  private AccountDescriptor descriptor;

  AccountPoller(
      AccountState kept,
      PollEnvironment environment,
      TaskCalls tasks,
      PollStore store,
      PollOutput output) {
    this.descriptor = kept.descriptor();
    this.account = new AccountId(descriptor.account());
    this.settings = environment.settings();
    this.access = environment.access();
    this.clock = environment.clock();
    this.store = store;
    this.output = output;
    Backoff pauses = new Backoff(settings.firstBackoff(), settings.maxBackoff());
    IntFunction<Duration> backoff = failures -> pauses.after(failures, environment.random());
    this.health = new AccountHealth(account, backoff, clock, campaigns::size);
    this.calls =
        new AccountCalls(
            descriptor,
            new M1Reader(access, environment.m1(), clock),
            access,
            tasks,
            health,
            environment.metrics());
    this.planner = new ReadPlanner(settings, environment.putsAway(descriptor, store));
    this.supply = new CallSupply(clock);
    this.backfills = new Backfills(account.value(), kept.backfill(), this::save);
    this.m1Clock = new M1Clock(Duration.ofMillis(kept.m1BehindMs()), behind -> save());
    this.schedule = new PollSchedule(settings, backoff, clock, m1Clock);
    this.publisher =
        new RowPublisher(
            account, environment.mapper(), output, environment.metrics(), clock, m1Clock);
    this.discovery =
        new Discovery(
            account.value(),
            calls,
            settings,
            backoff,
            clock,
            new DamagedCampaigns(
                account.value(), store.campaignListLedger(descriptor), publisher.deadRows()),
            backfills,
            this::found);
    this.witness = new Witness(descriptor, environment, campaigns, calls, store);
    this.orders =
        new AccountOrders(
            campaigns,
            dayCounts,
            backfills,
            discovery,
            new LetterReplays(
                descriptor, store, publisher, environment.mapper(), environment.metrics()),
            clock);
    calls.onRecovered(since -> campaigns.values().forEach(campaign -> campaign.recovered(since)));
    store.campaigns(descriptor).forEach(this::add);
  }

  /** The account changed, but is still the same M1 account. */
  void describe(AccountDescriptor changed) {
    if (descriptor.state() != AccountDescriptor.State.AUTHORIZED
        && changed.state() == AccountDescriptor.State.AUTHORIZED) {
      // A person connected or resumed it: whatever it waited for is over.
      health.pauseOnlyFor(Duration.ZERO);
    }
    descriptor = changed;
    save();
  }

  int incarnation() {
    return descriptor.incarnation();
  }

  /** Does what a person wants. Returns whether it is of something that is known here. */
  boolean obey(Command command) {
    return orders.obey(command);
  }

  Stream<CampaignPoll> campaigns() {
    return campaigns.values().stream();
  }

  /** Drops what is under way. */
  void close() {
    calls.close();
  }

  /** Makes the calls that are due and permitted. */
  void tick() {
    if (health.wantsProbe()) {
      discovery.probe();
    }
    supply.looked(callWhatIsDue());
  }

  /** Returns whether work is left that only lacks a permit. */
  private boolean callWhatIsDue() {
    while (descriptor.state() == AccountDescriptor.State.AUTHORIZED
        && !health.paused()
        && calls.inFlight() < (health.inTrouble() ? 1 : settings.callsInFlight())) {
      Instant now = clock.instant();
      List<Work> due = due(now);
      if (due.isEmpty()) {
        if (countDay(now)) {
          continue;
        }
        return false;
      }
      Optional<Permit> permit = access.tryAcquire(account, Permit.Purpose.REGULAR, due.size());
      if (permit.isEmpty()) {
        return true;
      }
      supply.granted();
      queue.next(due, now).start(permit.get());
    }
    return false;
  }

  /**
   * With a call that nobody else wants, or of housekeeping's: after a refill there are days enough
   * to use up a share of the hour's calls. Returns whether one was made.
   */
  private boolean countDay(Instant now) {
    List<Work> works = new ArrayList<>(dayCounts.descendingMap().values());
    works.add(witness);
    List<Work> due = WorkQueue.due(works, now);
    if (due.isEmpty()) {
      return false;
    }
    Optional<Permit> permit = access.tryAcquire(account, Permit.Purpose.HOUSEKEEPING, 1);
    permit.ifPresent(due.get(0)::start);
    return permit.isPresent();
  }

  AccountStatus status() {
    Instant now = clock.instant();
    List<CampaignState> states = states();
    return new AccountStatus(
        descriptor,
        problem(),
        discovery.lastAt(),
        count(campaign -> campaign.pastFloor(now)),
        count(campaign -> campaign.reads().rowsAreLost()),
        callsPerHour(states, now),
        callsAvailable(),
        backfill(states),
        planner.pageSize(),
        states);
  }

  private int count(Predicate<CampaignPoll> of) {
    return (int) campaigns().filter(of).count();
  }

  private @Nullable BackfillProgress backfill(List<CampaignState> states) {
    Backfill known = backfills.current();
    return known == null ? null : BackfillProgress.of(known, states, planner.pageSize());
  }

  private List<CampaignState> states() {
    return campaigns.values().stream().map(CampaignPoll::state).toList();
  }

  private long callsAvailable() {
    return supply.perHour().orElse(descriptor.callsPerHour());
  }

  private @Nullable String problem() {
    if (descriptor.state() != AccountDescriptor.State.AUTHORIZED) {
      return "The account is not connected: nothing is read";
    }
    String whole = health.problem();
    String list = discovery.problem();
    return whole != null || list == null ? whole : "New campaigns are not seen: " + list;
  }

  /** What the campaigns ask for, if there are permits. */
  private long callsPerHour(List<CampaignState> states, Instant now) {
    double hour = Duration.ofHours(1).toMillis();
    double wished = hour / settings.discoveryInterval().toMillis();
    for (CampaignState campaign : states) {
      wished += hour / schedule.interval(campaign, now).toMillis();
    }
    return Math.round(wished);
  }

  /** Of those that bring the same, the newest campaign comes first. */
  private List<Work> due(Instant now) {
    List<Work> works = new ArrayList<>(campaigns.size() + 1);
    works.add(discovery);
    works.addAll(campaigns.descendingMap().values());
    return WorkQueue.due(works, now);
  }

  private void found(CampaignDescriptor seen) {
    CampaignPoll known = campaigns.get(seen.campaignId());
    m1Clock.made(seen.createdAt(), clock.instant());
    if (known == null) {
      Instant before = discovery.completeAt();
      if (before != null) {
        m1Clock.appeared(seen, before, seen.firstSeenAt());
      }
      CampaignState found = CampaignState.discovered(seen, clock.instant());
      CampaignState campaign =
          store.refilled(descriptor, found.id()).map(found::with).orElse(found);
      add(campaign);
      save(campaign);
      output.campaign(seen);
    } else if (known.describe(seen)) {
      output.campaign(known.state().descriptor());
    }
  }

  private void save() {
    store.save(new AccountState(descriptor, m1Clock.behind().toMillis(), backfills.current()));
  }

  private void add(CampaignState campaign) {
    publisher.begin();
    long id = campaign.id();
    CampaignDays days =
        new CampaignDays(
            account.value(), id, settings.certifyAfter(), store.days(descriptor, id), output);
    CampaignPoll poll =
        new CampaignPoll(
            campaign,
            store.ledger(descriptor, id),
            days,
            calls,
            planner,
            depth,
            schedule,
            publisher,
            this::save);
    campaigns.put(id, poll);
    backfills.order(poll);
    dayCounts.put(id, new DayCount(poll, days, calls, publisher, clock));
  }

  private void save(CampaignState campaign) {
    store.save(descriptor, campaign);
    output.counts(campaign.told());
  }
}
