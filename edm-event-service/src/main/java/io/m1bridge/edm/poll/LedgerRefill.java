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
import java.util.function.Function;
import java.util.stream.Collectors;
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

    /** Those that were not replayed. A number: there may be millions of them. */
    long deadLetters;

    long replayed;

    Counts counts() {
      Counts counts = Counts.none().plus(events, deadLetters).withReplayed(replayed);
      return counts.withAccounted(counts.published() + counts.deadLetters());
    }
  }

  /**
   * An event or a dead letter of the past.
   *
   * @param campaignId null for an entry of the list of campaigns
   * @param core null where it is not known: of a dead letter, and of what others wrote
   * @param event null for a dead letter
   * @param replayOf of an event whose row was a dead letter: the letter's id
   */
  public record Published(
      String account,
      @Nullable Long campaignId,
      RowFingerprint row,
      int ordinal,
      @Nullable RowCore core,
      @Nullable Happened event,
      @Nullable String replayOf) {

    String id() {
      return EngagementIds.id(row, ordinal);
    }

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
    if (id == null) {
      row.into(store.campaignListLedger(account));
      return;
    }
    Sums sums = campaigns.computeIfAbsent(new Campaign(row.account(), id), key -> new Sums());
    ReplayedLetters replayed =
        new ReplayedLetters(store.replayedLetters(account), row.account(), id);
    RowLedger ledger = store.ledger(account, id);
    String letter = row.replayOf();
    // Before the event is in it, whose id may be that of its letter.
    boolean letterTaken = letter != null && has(ledger, letter);
    boolean isNew = row.into(ledger) > 0;
    Happened event = row.event();
    if (event == null) {
      if (isNew && !replayed.has(row.id())) {
        sums.deadLetters++;
      }
    } else if (letter == null ? isNew : isFirst(row, letter, letterTaken, replayed, sums)) {
      sums.events.merge(event.action(), 1L, Long::sum);
      sums.days.published(event.occurredAt(), row.id());
    }
  }

  private static boolean has(RowLedger ledger, String letter) {
    return EngagementIds.parse(letter)
        .filter(id -> ledger.published(id.fingerprint()) >= id.ordinal())
        .isPresent();
  }

  /**
   * Which of both is read first, the event or its letter, does not matter.
   *
   * @param letterTaken whether the letter was counted as one that was not replayed; an equal one of
   *     a later ordinal is taken for it, where retention took it
   */
  private static boolean isFirst(
      Published row, String letter, boolean letterTaken, ReplayedLetters replayed, Sums sums) {
    if (replayed.has(letter)) {
      return false;
    }
    RowCore core = row.core();
    replayed.add(letter, core == null ? RowCore.of(row.row()) : core);
    if (letterTaken && sums.deadLetters > 0) {
      sums.deadLetters--;
    }
    sums.replayed++;
    return true;
  }

  /** All was taken: from now on the ledger is whole. */
  public void finish() {
    Map<String, Map<Long, CampaignState>> kept = new HashMap<>();
    campaigns.forEach(
        (campaign, sums) -> {
          AccountDescriptor account = account(campaign.account());
          CampaignDays.refill(store.days(account, campaign.id()), sums.days);
          store.saveRefilled(account, campaign.id(), sums.counts());
          CampaignState state =
              kept.computeIfAbsent(campaign.account(), id -> states(account)).get(campaign.id());
          if (state != null && state.counts().replayed() > sums.replayed) {
            store.save(account, state.with(state.counts().reopened(sums.replayed)));
          }
        });
    store.save(LedgerState.WHOLE);
  }

  private Map<Long, CampaignState> states(AccountDescriptor account) {
    return store.campaigns(account).stream()
        .collect(Collectors.toMap(CampaignState::id, Function.identity()));
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
