package io.m1bridge.edm.session;

import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the list, from its first page on: what it saw, and what it proves together with the
 * pass before. A row that one page shows oftener than the ledger has it, together with those that
 * are alike, is new: it is none that M1 changed. Rows that are alike and stood on more than one
 * page are suspects.
 *
 * <p>Why: {@code docs/rationale.md#a-changed-row-is-known-by-what-stays-of-it}.
 */
final class Pass {

  private final RowLedger ledger;
  private final long unlisted;
  private final PassBefore before;
  private final SeenRows seen = new SeenRows();
  private final Doubts doubts;
  private final Boundary boundary = new Boundary();
  private final RowOrder order = new RowOrder();

  private boolean steady = true;
  private boolean readOn;
  private boolean split;
  private long listed;
  private long total = -1;
  private long firstTotal = -1;

  /**
   * The first.
   *
   * @param unlisted how many more rows M1 counts than it lists
   */
  Pass(RowLedger ledger, long unlisted) {
    this(ledger, unlisted, PassBefore.NONE);
  }

  private Pass(RowLedger ledger, long unlisted, PassBefore before) {
    this.ledger = ledger;
    this.unlisted = unlisted;
    this.before = before;
    this.doubts = new Doubts(ledger, seen, before.suspects());
  }

  /** The next one. */
  Pass next(boolean cameToTheEnd) {
    return new Pass(
        ledger,
        unlisted,
        new PassBefore(steady, moved(), total, listed, cameToTheEnd, order, doubts.suspects()));
  }

  /** The list changed for certain: this pass cannot confirm anything. */
  void unsteady() {
    steady = false;
  }

  /** Whether only a part of the list is left to read, with a count of its own. */
  boolean isSplit() {
    return split;
  }

  /** Whether the part after the split has rows that stand before it: M1 ignores windows. */
  boolean crossesSplit(List<ListedRow> rows) {
    return split && boundary.isCrossed(rows);
  }

  /** Where the list can be split; null if it cannot. */
  @Nullable Instant oldest() {
    return boundary.next();
  }

  /** Whether each of these rows stood on a page of this pass before. */
  boolean hasAll(List<ListedRow> rows) {
    return rows.stream().allMatch(row -> seen.count(row.key()) > 0);
  }

  /** Whether rows of unknown time stood on its pages. */
  boolean hasUndated() {
    return boundary.hasUndated();
  }

  /** Whether rows stand there that a list which ends with {@link #oldest} cannot have. */
  boolean crossesOldest(List<ListedRow> rows) {
    return boundary.isReachedOver(rows);
  }

  /** Whether there are older rows among these. */
  boolean hasOlder(List<ListedRow> rows) {
    return boundary.isPassedBy(rows);
  }

  /** Whether a list which ends with {@link #oldest} lacks some rows: it tells of windows. */
  boolean isLongerThanOldest() {
    return boundary.hasNewer();
  }

  /** How many of its rows are of this core. */
  int listed(RowCore core) {
    return seen.listed(core);
  }

  /** M1's count; -1 if it told none yet. */
  long total() {
    return total;
  }

  /** What M1 counted, if it did. */
  OptionalLong toldTotal() {
    return total < 0 ? OptionalLong.empty() : OptionalLong.of(total);
  }

  /** Rows seen so far. */
  long listed() {
    return listed;
  }

  boolean hasSuspects() {
    return doubts.hasSuspects();
  }

  /** How many of its rows are listed otherwise than they were published: M1 changed them. */
  long changed() {
    return doubts.changed();
  }

  /**
   * Whether the next page is to be read although counts agree: its last rows seem to be changed
   * ones, or one is new and hidden by a published one of its core on the next page, while another
   * row vanished. True once.
   *
   * @param known how many changed rows the list has, as far as is known
   */
  boolean hasToReadOn(long known) {
    boolean has =
        !readOn
            && doubts.changed() > known
            && boundary.endsWith(row -> doubts.isChanged(row.core()));
    readOn |= has;
    return has;
  }

  /** Whether it read on, and found one that is new: a row vanished that nothing tells of. */
  boolean foundHidden() {
    return readOn && hasSuspects();
  }

  /** Whatever stood on two pages stood there because they are one. */
  void clearOfSuspicion() {
    doubts.clearSuspects();
  }

  /** M1 told one count all the time. */
  boolean isSteady() {
    return steady;
  }

  /** M1's first count; -1 if it told none yet. */
  long firstTotal() {
    return firstTotal;
  }

  /** Rows came in while it was read. */
  boolean countGrew() {
    return total > firstTotal && !split;
  }

  /** See {@link PollSession#mark}. */
  PollSession.@Nullable Mark mark() {
    return steady && !split && !hasSuspects() ? boundary.mark(listed) : null;
  }

  /** M1's count is still to come to by rows that it lists. */
  boolean isShort() {
    return total >= 0 && total - unlisted > listed;
  }

  void counted(long told) {
    if (total >= 0 && told != total) {
      steady = false;
    }
    firstTotal = total < 0 ? told : firstTotal;
    total = told;
  }

  /** Takes a page and puts what is new into the ledger; oldest first, as subscribers like it. */
  List<NewRow> page(List<ListedRow> rows) {
    PageRows page = new PageRows(rows, ledger);
    List<NewRow> newRows = page.takeNew();
    for (ListedRow row : rows) {
      boundary.see(row);
      order.add(row.key());
      seen.add(row.key(), 1);
    }
    rows.forEach(row -> learn(row.key().core()));
    listed += rows.size();
    doubts.see(rows, page.published());
    return newRows;
  }

  /** Rows of one core that are published may stand on several pages: they are so many together. */
  private void learn(RowCore core) {
    if (seen.hasSeveral(core)) {
      int known = 0;
      for (Map.Entry<RowFingerprint, Integer> row : seen.alike(core).entrySet()) {
        known += Math.min(row.getValue(), ledger.published(row.getKey()));
      }
      ledger.listed(core, known);
    }
  }

  /**
   * Goes on with the part of the list that ends with a second.
   *
   * @return that second; null if the list cannot be split there
   */
  @Nullable Instant split() {
    Instant second = boundary.next();
    if (second == null) {
      return null;
    }
    boundary
        .take()
        .forEach(
            (row, count) -> {
              seen.add(row, -count);
              doubts.assess(row.core());
              listed -= count;
            });
    split = true;
    order.split();
    return second;
  }

  /** The pass came to the end: M1's count tells of damaged rows that did not come again. */
  void settleDamaged() {
    if (split && steady && isShort()) {
      boundary.notComeAgain(total - unlisted - listed).forEach(this::addAgain);
    }
  }

  private void addAgain(ListedRow row) {
    seen.add(row.key(), 1);
    listed++;
    doubts.assess(row.key().core());
  }

  /** How many rows would be published if all suspects were real. */
  long pending() {
    return doubts.pending();
  }

  /** Whether this pass and the one before saw the same list, in one order. */
  boolean confirms(boolean atEnd) {
    return (atEnd && isAsBefore())
        || (steady
            && before.steady()
            && before.total() == total
            && order.isLike(before.order())
            // A count that is capped does not change when the list does; then the rows tell.
            && (!atEnd || before.listed() == listed));
  }

  /** Whether it saw all there is, at the end. */
  boolean isWhole() {
    return steady || isAsBefore();
  }

  /**
   * Whether this pass, which came to the end, saw the same rows in the same order as the one
   * before. A row that came in or went between two pages shifts what follows in one pass only. It
   * is all there is where M1's count is another one each time. It is not taken where the count can
   * be believed and changed: one row that goes and comes again in each of two passes shifted both
   * alike, and a row too many was published.
   */
  private boolean isAsBefore() {
    return before.cameToTheEnd()
        && before.order().equalsAll(order)
        && before.listed() == listed
        && !before.moved()
        && !moved();
  }

  /** Whether M1's count, right at the end of this pass, was another one in it. */
  private boolean moved() {
    return !steady && total - unlisted == listed;
  }

  /** The second of two passes over an unchanged list: what both saw is real, and new. */
  List<NewRow> confirmed() {
    return doubts.confirmed();
  }
}
