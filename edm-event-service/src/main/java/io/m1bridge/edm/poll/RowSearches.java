package io.m1bridge.edm.poll;

import io.m1bridge.edm.poll.CampaignRead.Part;
import io.m1bridge.edm.session.NewRow;
import io.m1bridge.edm.session.PollSession.Mark;
import io.m1bridge.edm.session.Reading;
import io.m1bridge.edm.session.RowLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is missing in a campaign's list, when it is looked for, and the search. A search is worth
 * nothing as a proof: where one has not found what M1 counts, the next poll reads from the newest
 * row down until it has.
 *
 * <p>Why: {@code docs/rationale.md#missing-rows-wait-for-each-other-and-are-found-by-halving}.
 */
final class RowSearches {

  /** After so many that failed in a row there are none any more until a restart. */
  private static final int FAILURES = 3;

  private final RowLedger ledger;
  private final ReadPlanner planner;
  private final RowMarks marks = new RowMarks();
  private final MissingRows missing = new MissingRows();
  private @Nullable RowSearch search;
  private boolean failed;
  private int failures;

  RowSearches(RowLedger ledger, ReadPlanner planner) {
    this.ledger = ledger;
    this.planner = planner;
  }

  /** Whether a poll may leave what is missing to a search. */
  boolean mayBeLater() {
    return !failed && failures < FAILURES;
  }

  /** A page of a reading was read, and what is new was published. */
  void took(CampaignRead read, List<NewRow> newRows) {
    marks.published(newRows);
    RowSearch under = search;
    if (read.part() == Part.PIECE && under != null) {
      under.found(newRows.size());
    }
    Mark mark = read.part() == Part.LIFE ? read.session().mark() : null;
    if (mark != null) {
      marks.put(mark, read.session().request().limit() / 2);
    }
  }

  /**
   * What follows at once on a reading that ended; null if nothing does.
   *
   * @param next from now to the next poll
   */
  @Nullable CampaignRead goOn(
      CampaignRead read, CampaignState state, Reading.Next end, Instant now, Duration next) {
    if (read.part() == Part.PIECE) {
      return goOn(read, state, end);
    }
    int limit = read.session().request().limit();
    if (end instanceof Reading.Missing some
        && missing.areDue(some.rows(), now, next, planner.searchWorth(state, limit))) {
      missing.none();
      long known = state.counts().accounted();
      RowSearch begun =
          new RowSearch(ledger, marks, read.session().mark(), known, some.rows(), limit);
      search = begun;
      return begun.next(known, read.cut());
    }
    return null;
  }

  private @Nullable CampaignRead goOn(CampaignRead read, CampaignState state, Reading.Next end) {
    RowSearch under = search;
    if (under == null || !under.ended(read, end)) {
      return null;
    }
    CampaignRead then = under.next(state.counts().accounted(), read.cut());
    if (then == null && under.isSuccess()) {
      search = null;
      failures = 0;
    }
    return then;
  }

  /** A reading ended, well or not, and nothing follows on it. */
  void ended(CampaignRead read) {
    if (read.part() == Part.LIFE) {
      failed = false;
    } else if (read.part() == Part.PIECE && search != null) {
      search = null;
      failed = true;
      failures++;
    }
  }

  /** What its end means is known. */
  void judged(CampaignState before, CampaignState after) {
    if (after.counts().accounted() != before.counts().accounted()) {
      marks.clear(); // Rows vanished.
    }
    if (after.counts().agree()) {
      missing.none();
    }
  }
}
