package io.m1bridge.edm.poll;

import io.m1bridge.edm.session.RowLedger;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The readings of one campaign that are under way: its own poll, and beside it what is read for a
 * backfill. That one may last for hours where there are few permits, while the polls go on.
 */
final class CampaignReads {

  /** The smallest page that is asked for where M1 refuses larger ones. */
  private static final int SMALLEST_PAGE = 20;

  private final RowLedger ledger;
  private final ReadPlanner planner;
  private final Orders orders;
  private int limit;
  private boolean paged = true;
  private boolean doubted;
  private @Nullable CampaignRead poll;
  private @Nullable CampaignRead ordered;

  CampaignReads(RowLedger ledger, ReadPlanner planner, Orders orders) {
    this.ledger = ledger;
    this.planner = planner;
    this.orders = orders;
    this.limit = planner.pageSize();
  }

  /** There may be rows that its counts do not tell of. */
  void doubt() {
    doubted = true;
  }

  /** M1's list has one page to give. */
  void unpaged() {
    paged = false;
  }

  /** Calls work again. */
  void recovered() {
    Stream.of(poll, ordered).filter(Objects::nonNull).forEach(CampaignRead::worked);
  }

  /** M1 refuses pages of this size, or all. */
  void refused() {
    limit = Math.max(Math.min(limit, SMALLEST_PAGE), limit / 4);
  }

  /** Whether its own poll is due; what is ordered comes after it. */
  boolean isPollDue(CampaignState state, Instant now) {
    return poll != null || !state.timing().nextPollAt().isAfter(now);
  }

  /** Since when its list is to be read by order, as far as it may be now; null if it is not. */
  @Nullable Instant orderedSince(CampaignState state, Instant now) {
    boolean mayBe =
        state.timing().trouble() == null && (ordered != null || !state.timing().resting(now));
    return mayBe ? orders.wholeListSince(state) : null;
  }

  /** What the next call is for. */
  CampaignRead next(CampaignState state, Instant now) {
    if (isPollDue(state, now) || orderedSince(state, now) == null) {
      CampaignRead current = poll == null ? nextPoll(state, now) : poll;
      poll = current;
      return current;
    }
    CampaignRead current = ordered == null ? planner.body(ledger, now, limit) : ordered;
    ordered = current;
    return current;
  }

  private CampaignRead nextPoll(CampaignState state, Instant now) {
    if (doubted && planner.mayReadWhole(state, limit, now)) {
      doubted = false;
      return planner.body(ledger, now, limit);
    }
    return planner.next(state, ledger, now, limit, paged);
  }

  /** Whether it is read for a backfill. */
  boolean isOrdered(CampaignRead current) {
    return current != poll;
  }

  /** The body is read, and its head is next. */
  void head(CampaignRead body, long listed) {
    goOn(body, planner.head(body, ledger, listed, limit));
  }

  /** A poll goes over into a full read. */
  void whole(CampaignRead current, Instant now) {
    goOn(current, planner.body(ledger, now, limit));
  }

  /** It ended, well or not. */
  void ended(CampaignRead current) {
    goOn(current, null);
  }

  /** A poll may have read the whole list meanwhile: what was begun by order is left then. */
  void leaveWhatIsNotWanted(CampaignState state) {
    if (orders.wholeListSince(state) == null) {
      ordered = null;
    }
  }

  private void goOn(CampaignRead current, @Nullable CampaignRead next) {
    if (isOrdered(current)) {
      ordered = next;
    } else {
      poll = next;
    }
  }
}
