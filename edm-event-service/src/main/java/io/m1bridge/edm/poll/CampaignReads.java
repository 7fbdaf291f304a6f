package io.m1bridge.edm.poll;

import io.m1bridge.edm.poll.CampaignRead.Part;
import io.m1bridge.edm.poll.PutAway.Stage;
import io.m1bridge.edm.session.Reading;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readings of one campaign that are under way: its own poll, and beside it what is read for a
 * backfill. That one may last for hours where there are few permits, while the polls go on.
 */
final class CampaignReads {

  private static final Logger LOG = LoggerFactory.getLogger(CampaignReads.class);

  /** The smallest page that is asked for where M1 refuses larger ones. */
  private static final int SMALLEST_PAGE = 20;

  private final CampaignLedger ledger;
  private final ReadPlanner planner;
  private final Orders orders;
  private int limit;
  private boolean paged = true;
  private boolean doubted;
  private boolean awaitsRows;
  private final RowSearches searches;
  private @Nullable CampaignRead poll;
  private @Nullable CampaignRead ordered;

  CampaignReads(CampaignLedger ledger, ReadPlanner planner, Orders orders) {
    this.ledger = ledger;
    this.planner = planner;
    this.orders = orders;
    this.limit = planner.pageSize();
    this.searches = new RowSearches(ledger, planner);
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
    return poll != null || !pollDueAt(state).isAfter(now);
  }

  /**
   * When its own poll is due: at once where it waited for rows that were put away, and where they
   * are lost and a backfill is yet to be told so.
   */
  Instant pollDueAt(CampaignState state) {
    boolean toBeGivenUp =
        rowsAreLost() && orders.wholeListSince(state) != null && state.timing().trouble() == null;
    return rowsWereAwaited() || toBeGivenUp ? Instant.MIN : state.timing().nextPollAt();
  }

  /** Whether rows were wanted back, and are there or will never be. */
  boolean rowsWereAwaited() {
    return awaitsRows && (ledger.putAway() == null || rowsAreLost());
  }

  /** Whether its rows were put away and cannot be had back. */
  boolean rowsAreLost() {
    PutAway away = ledger.putAway();
    return away != null && away.stage() == Stage.LOST;
  }

  /** Whether its rows may leave the ledger, or are about to. */
  boolean isToBePutAway(CampaignState state, Instant now) {
    PutAway away = ledger.putAway();
    if (away != null) {
      return away.stage() == Stage.BEGUN;
    }
    return poll == null
        && ordered == null
        && !doubted
        && !awaitsRows
        && orders.wholeListSince(state) == null
        && planner.isAtRest(state, now);
  }

  /** Puts some rows away, if they may be. Returns whether some are left. */
  boolean putSomeAway(CampaignState state, Instant now) {
    if (!isToBePutAway(state, now)) {
      return false;
    }
    PutAway before = ledger.putAway();
    PutAway after = (before == null ? PutAway.NOTHING_YET : before).plus(ledger.removeSome());
    ledger.keep(after);
    if (after.stage() == Stage.DONE) {
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, state.descriptor().account())
          .with(LogKey.CAMPAIGN_ID, state.id())
          .with(LogKey.COUNT, after.rows().rows())
          .say("The rows of a campaign at rest have left the ledger");
    }
    return after.stage() == Stage.BEGUN;
  }

  /** Its ledger, if rows that were put away are wanted back; null if they are not. */
  @Nullable CampaignLedger wantingRows(CampaignState state, Instant now) {
    PutAway away = ledger.putAway();
    if (away == null || away.stage() != Stage.DONE) {
      return null;
    }
    awaitsRows |=
        doubted
            || !state.counts().agree()
            || orders.wholeListSince(state) != null
            || planner.fullReadDue(state, now);
    return awaitsRows ? ledger : null;
  }

  /** Since when its list is to be read by order, as far as it may be now; null if it is not. */
  @Nullable Instant orderedSince(CampaignState state, Instant now) {
    Instant since = orders.wholeListSince(state);
    boolean mayBe =
        since != null
            && state.timing().trouble() == null
            && (ordered != null || !state.timing().resting(now))
            && ledger.putAway() == null;
    return mayBe ? since : null;
  }

  /** What the next call is for. */
  CampaignRead next(CampaignState state, Instant now) {
    if (rowsWereAwaited()) {
      awaitsRows = false;
      doubted |= !state.counts().agree();
      poll = null;
    }
    PutAway away = ledger.putAway();
    if (away != null) {
      boolean lost = away.stage() == Stage.LOST;
      CampaignRead count = poll == null ? planner.count(state, ledger, lost, now, limit) : poll;
      poll = count;
      return count;
    }
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
    boolean brief = searches.mayBeLater() && !orders.wantsPollNow();
    return planner.next(state, ledger, now, limit, paged, brief);
  }

  /** Whether it is read for a backfill. */
  boolean isOrdered(CampaignRead current) {
    return current != poll;
  }

  /** What is missing in its list, and the search for it. */
  RowSearches searches() {
    return searches;
  }

  /**
   * Whether what ended is not all: then another reading follows at once.
   *
   * @param next from now to the next poll
   */
  boolean goesOn(
      CampaignRead current, CampaignState state, Reading.Next end, Instant now, Duration next) {
    CampaignRead then = then(current, state, end, now, next);
    if (then != null) {
      goOn(current, then);
    }
    return then != null;
  }

  private @Nullable CampaignRead then(
      CampaignRead current, CampaignState state, Reading.Next end, Instant now, Duration next) {
    if (end instanceof Reading.Whole whole && current.part() == Part.BODY) {
      return planner.head(current, ledger, whole.listed(), limit);
    }
    if (end instanceof Reading.Skimmed skimmed
        && skimmed.misfit()
        && current.part() == Part.LIFE
        && planner.mayReadWhole(state, current.session().request().limit(), now)) {
      return planner.body(ledger, now, limit);
    }
    return searches.goOn(current, state, end, now, next);
  }

  /**
   * The whole list was read: what is not in it any more has no core to compare others with. Without
   * a count that agrees there may be more than M1 let be read.
   */
  void lowerCores(CampaignRead current, CampaignState judged, Instant now) {
    ReadLists lists = current.lists();
    if (lists != null
        && current.isAllOfIt()
        && judged.isProven(now)
        && judged.counts().vanished() > 0
        && judged.counts().accounted() > 0) {
      ledger.lowerCores(lists::listed);
    }
  }

  /** It ended, well or not. */
  void ended(CampaignRead current) {
    goOn(current, null);
    searches.ended(current);
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
