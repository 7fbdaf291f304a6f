package io.m1bridge.edm.poll;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.edm.completeness.DayStore;
import io.m1bridge.edm.session.RowLedger;
import java.util.List;
import java.util.Optional;

/**
 * What the poller remembers. An incarnation of an account is a different M1 account: its campaigns
 * and ledgers stand apart from those before.
 */
public interface PollStore {

  /** Every account there is state for. */
  List<AccountState> accounts();

  void save(AccountState account);

  /** Forgets the account itself; its campaigns stay, should it come back. */
  void remove(String account);

  /** The campaigns of this incarnation. */
  List<CampaignState> campaigns(AccountDescriptor account);

  void save(AccountDescriptor account, CampaignState campaign);

  CampaignLedger ledger(AccountDescriptor account, long campaignId);

  /** Whether the ledger has anything of a later incarnation, which an account may be back from. */
  boolean hasLaterIncarnation(AccountDescriptor account);

  DayStore days(AccountDescriptor account, long campaignId);

  /** Whether the ledgers here hold all that was published. */
  LedgerState ledgerState();

  void save(LedgerState state);

  /**
   * Forgets a part of all ledgers and days: as much as does not take long.
   *
   * @return whether that was all
   */
  boolean clearSome();

  /** What a refilled campaign had before its state was lost; empty if it was not refilled. */
  Optional<Counts> refilled(AccountDescriptor account, long campaignId);

  void saveRefilled(AccountDescriptor account, long campaignId, Counts counts);

  /** What was put aside of the list of campaigns itself. */
  RowLedger campaignListLedger(AccountDescriptor account);

  /** What is known of dead letters that were replayed: see {@link ReplayedLetters}. */
  RowLedger replayedLetters(AccountDescriptor account);
}
