package io.m1bridge.edm.poll;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.edm.completeness.DayStore;
import io.m1bridge.edm.completeness.MemoryDays;
import io.m1bridge.edm.session.RowLedger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the poller of one account remembers, in memory. */
class MemoryPollStore implements PollStore {

  final Map<Long, CampaignState> states = new TreeMap<>();
  final Map<String, MemoryCampaignLedger> ledgers = new HashMap<>();
  final Map<Long, Counts> refilled = new HashMap<>();
  final Map<Long, MemoryDays> days = new HashMap<>();
  LedgerState ledgerState = LedgerState.WHOLE;
  private final Map<String, AccountState> accounts = new HashMap<>();

  @Override
  public List<AccountState> accounts() {
    return List.copyOf(accounts.values());
  }

  @Override
  public void save(AccountState account) {
    accounts.put(account.descriptor().account(), account);
  }

  @Override
  public void remove(String account) {
    accounts.remove(account);
  }

  @Override
  public List<CampaignState> campaigns(AccountDescriptor account) {
    return List.copyOf(states.values());
  }

  @Override
  public void save(AccountDescriptor account, CampaignState campaign) {
    states.put(campaign.id(), campaign);
  }

  @Override
  public CampaignLedger ledger(AccountDescriptor account, long campaignId) {
    return ledgers.computeIfAbsent(Long.toString(campaignId), id -> new MemoryCampaignLedger());
  }

  @Override
  public boolean hasLaterIncarnation(AccountDescriptor account) {
    return false;
  }

  @Override
  public DayStore days(AccountDescriptor account, long campaignId) {
    return days.computeIfAbsent(campaignId, id -> new MemoryDays());
  }

  @Override
  public LedgerState ledgerState() {
    return ledgerState;
  }

  @Override
  public void save(LedgerState state) {
    ledgerState = state;
  }

  @Override
  public boolean clearSome() {
    ledgers.clear();
    days.clear();
    refilled.clear();
    return true;
  }

  @Override
  public Optional<Counts> refilled(AccountDescriptor account, long campaignId) {
    return Optional.ofNullable(refilled.get(campaignId));
  }

  @Override
  public void saveRefilled(AccountDescriptor account, long campaignId, Counts counts) {
    refilled.put(campaignId, counts);
  }

  @Override
  public RowLedger campaignListLedger(AccountDescriptor account) {
    return ledgers.computeIfAbsent("campaigns", id -> new MemoryCampaignLedger());
  }

  @Override
  public RowLedger replayedLetters(AccountDescriptor account) {
    return ledgers.computeIfAbsent("replayed", id -> new MemoryCampaignLedger());
  }
}
