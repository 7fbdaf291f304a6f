package io.m1bridge.edm.poll;

import io.m1bridge.account.Permit;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One account, owned by one task: spends the permits there are on whatever has waited longest,
 * looking for new campaigns included. Not thread-safe: everything happens on the task's thread.
 */
final class AccountPoller {

  private final AccountId account;
  private final PollParts parts;
  private final AccountCalls calls;
  private final Discovery discovery;
  private final TreeMap<Long, CampaignPoll> campaigns = new TreeMap<>();

  private AccountState state;
  private final CampaignHost host;

  AccountPoller(AccountState state, PollParts parts) {
    this.account = new AccountId(state.descriptor().account());
    this.state = state;
    this.parts = parts;
    this.calls =
        new AccountCalls(
            account,
            state.descriptor().incarnation(),
            parts.reader(),
            parts.access(),
            parts.calls(),
            parts.backoff(),
            parts.clock(),
            parts.metrics(),
            this::forbidden);
    this.discovery =
        new Discovery(account.value(), calls, parts.settings(), parts.clock(), this::found);
    this.host = parts.host(this::save);
    parts.store().campaigns(state.descriptor()).forEach(this::add);
  }

  /** The account changed, but is still the same M1 account. */
  void describe(AccountDescriptor descriptor) {
    boolean unchanged = descriptor.equals(state.descriptor());
    state = new AccountState(descriptor, unchanged && state.forbidden());
    parts.store().save(state);
  }

  int incarnation() {
    return state.descriptor().incarnation();
  }

  /** Drops what is under way. */
  void close() {
    calls.close();
  }

  /** Makes the calls that are due and permitted. */
  void tick() {
    while (state.pollable()
        && !calls.paused()
        && calls.inFlight() < parts.settings().callsInFlight()) {
      List<Work> due = due(parts.clock().instant());
      if (due.isEmpty()) {
        return;
      }
      Optional<Permit> permit =
          parts.access().tryAcquire(account, Permit.Purpose.REGULAR, due.size());
      if (permit.isEmpty()) {
        return;
      }
      longestWaiting(due).start(permit.get());
    }
  }

  AccountStatus status() {
    List<CampaignState> states = campaigns.values().stream().map(CampaignPoll::state).toList();
    String problem = calls.problem();
    return new AccountStatus(
        state.descriptor(),
        state.forbidden(),
        problem == null ? discovery.problem() : problem,
        discovery.lastAt(),
        states);
  }

  private List<Work> due(Instant now) {
    List<Work> due = new ArrayList<>();
    if (isDue(discovery, now)) {
      due.add(discovery);
    }
    for (Work campaign : campaigns.descendingMap().values()) {
      if (isDue(campaign, now)) {
        due.add(campaign);
      }
    }
    return due;
  }

  /** Of those that wait equally long, the first: discovery, then the newest campaign. */
  private static Work longestWaiting(List<Work> due) {
    Work longest = due.get(0);
    for (Work work : due) {
      if (work.dueAt().orElseThrow().isBefore(longest.dueAt().orElseThrow())) {
        longest = work;
      }
    }
    return longest;
  }

  private static boolean isDue(Work work, Instant now) {
    return work.dueAt().filter(at -> !at.isAfter(now)).isPresent();
  }

  private void found(CampaignDescriptor descriptor) {
    CampaignPoll known = campaigns.get(descriptor.campaignId());
    if (known != null) {
      known.describe(descriptor);
      return;
    }
    CampaignState campaign = CampaignState.discovered(descriptor, parts.clock().instant());
    add(campaign);
    save(campaign);
    parts.output().campaign(descriptor);
  }

  private void add(CampaignState campaign) {
    campaigns.put(
        campaign.id(),
        new CampaignPoll(
            account,
            calls,
            parts.store().ledger(state.descriptor(), campaign.id()),
            host,
            parts.output(),
            campaign));
  }

  private void save(CampaignState campaign) {
    parts.store().save(state.descriptor(), campaign);
  }

  private void forbidden() {
    state = new AccountState(state.descriptor(), true);
    parts.store().save(state);
  }
}
