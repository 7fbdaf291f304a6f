package io.m1bridge.edm.poll;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.completeness.CampaignDays;
import io.m1bridge.edm.completeness.DayBatch;
import io.m1bridge.edm.engagement.RowCore;
import io.m1bridge.edm.session.RowLedger;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a lost ledger again from what was published: ledger, days, and the counts of campaigns.
 * Nothing may be polled before {@link #finish}: rows that are not in the ledger yet would be
 * published again.
 *
 * <p>Why: {@code docs/rationale.md#a-lost-ledger-is-refilled-before-anything-is-polled}.
 */
public final class LedgerRefill {

  private record Campaign(String account, long id) {}

  /** What is added up until the end, for a task that dies begins anew. */
  private static final class Sums {
    final Map<Action, Long> events = new EnumMap<>(Action.class);
    final DayBatch days = new DayBatch();
    long deadLetters;

    Counts counts() {
      Counts counts = Counts.none().plus(events, deadLetters);
      return counts.withAccounted(counts.published() + counts.deadLetters());
    }
  }

  /**
   * An event or a dead letter of the past.
   *
   * @param campaignId null for an entry of the list of campaigns
   * @param core null where it is not known: of a dead letter, and of what others wrote
   * @param event null for a dead letter
   */
  public record Published(
      String account,
      @Nullable Long campaignId,
      RowFingerprint row,
      int ordinal,
      @Nullable RowCore core,
      @Nullable Happened event) {

    /** Puts it into a ledger; returns how many more rows that has by it, 0 if it had it. */
    int into(RowLedger ledger) {
      int more = ordinal - ledger.published(row);
      if (more <= 0) {
        return 0;
      }
      ledger.put(row, ordinal);
      if (core != null) {
        ledger.put(core, ledger.published(core) + more);
      }
      return more;
    }
  }

  /** What an event tells. */
  public record Happened(Action action, Instant occurredAt) {}

  private final PollStore store;
  private final Map<String, AccountDescriptor> accounts;
  private final Map<Campaign, Sums> campaigns = new HashMap<>();
  private boolean cleared;

  /**
   * Begins. What an attempt before has left is to be {@link #cleared}.
   *
   * @param accounts as they are now: events do not tell the incarnation
   */
  public LedgerRefill(PollStore store, Map<String, AccountDescriptor> accounts) {
    this.store = store;
    this.accounts = new HashMap<>(accounts);
    store.save(LedgerState.FILLING);
  }

  /**
   * Removes some of what an attempt before has left; to be called until it returns true, and before
   * anything is taken.
   */
  public boolean cleared() {
    return cleared || (cleared = store.clearSome());
  }

  /** Takes one; the same once more changes nothing. */
  public void take(Published row) {
    AccountDescriptor account = account(row.account());
    Long id = row.campaignId();
    RowLedger ledger = id == null ? store.campaignListLedger(account) : store.ledger(account, id);
    if (row.into(ledger) > 0 && id != null) {
      count(campaigns.computeIfAbsent(new Campaign(row.account(), id), key -> new Sums()), row);
    }
  }

  private static void count(Sums sums, Published row) {
    Happened event = row.event();
    if (event == null) {
      sums.deadLetters++;
      return;
    }
    sums.events.merge(event.action(), 1L, Long::sum);
    sums.days.published(event.occurredAt(), EngagementIds.id(row.row(), row.ordinal()));
  }

  /** All was taken: from now on the ledger is whole. */
  public void finish() {
    campaigns.forEach(
        (campaign, sums) -> {
          AccountDescriptor account = account(campaign.account());
          CampaignDays.refill(store.days(account, campaign.id()), sums.days);
          store.saveRefilled(account, campaign.id(), sums.counts());
        });
    store.save(LedgerState.WHOLE);
  }

  /** One that was removed may be declared again, which begins with the first incarnation. */
  private AccountDescriptor account(String id) {
    return accounts.computeIfAbsent(
        id,
        unknown ->
            new AccountDescriptor(
                unknown, "", 0, AccountDescriptor.State.REGISTERED, 1, null, Instant.EPOCH));
  }
}
