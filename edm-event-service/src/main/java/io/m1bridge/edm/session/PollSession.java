package io.m1bridge.edm.session;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one campaign's list: which page to ask for next, which of its rows are new, when
 * it is done.
 *
 * <p>The list changes while it is read: new rows come in at the top, late ones in the middle, and
 * push the others over page edges; rows vanish. Two rules keep that harmless:
 *
 * <ul>
 *   <li><b>Publish what one page proves.</b> One answer is one moment: where a page shows a row
 *       {@code n} times, at least {@code n} such rows exist. So the surplus over the ledger is
 *       published at once, page by page; no shift between pages can make that one too many.
 *   <li><b>Equal rows on two pages prove nothing</b>, the second may be the first one pushed over
 *       the edge. They are published only when two passes, in pages of two sizes, agree on all rows
 *       and their order.
 * </ul>
 *
 * <p>M1's count may be absent, capped, or count more or less than is listed. So it only ever saves
 * calls: it never makes a row known, and where it cannot be right the session goes on without it.
 *
 * <p>A session lives in memory only. If its task dies, the next one starts from the ledger, which
 * never is ahead of or behind the published events.
 *
 * <p>Why: {@code docs/rationale.md#what-one-page-proves-is-published-at-once}.
 */
public final class PollSession {

  private final long unlisted;
  private final long changed;
  private final boolean proveEnd;
  private final Paging paging;
  private final Depth depth = new Depth();
  private final PassCount passes = new PassCount();

  private Mode mode;
  private Pass pass;
  private long accounted;
  private boolean misfit;
  private boolean whole;
  private int pages;
  private long lastTotal = -1;

  /** How far to read. */
  public enum Mode {
    /** Until as many rows are known as M1 counts. */
    BY_COUNT,
    /** The same, but down to the first page that ends with a known row: others may be missing. */
    BRIEF,
    /** From the newest down to a page without a new row. */
    NEWEST,
    /** To the end. */
    WHOLE
  }

  /** What to ask M1 for: page from 1, and rows per page. */
  public record Request(int page, int limit) {}

  /**
   * @param proveEnd do not take a first page for all there is because M1's count says so
   * @param limit how many rows to ask for; M1 may give fewer
   */
  public PollSession(RowLedger ledger, Mode mode, Known known, boolean proveEnd, int limit) {
    this.mode = mode;
    this.accounted = known.accounted();
    this.unlisted = known.unlisted();
    this.changed = known.changed();
    this.proveEnd = proveEnd;
    this.paging = new Paging(limit);
    this.pass = new Pass(ledger, known.unlisted());
  }

  public Request request() {
    return paging.request();
  }

  /** How many of the rows that M1 lists now are known to be published. */
  public long accounted() {
    return accounted;
  }

  /** Whether so many rows are known as M1 counts: all there is to tell where no row is known. */
  public boolean agrees(OptionalLong total) {
    return total.isPresent() && total.getAsLong() == known();
  }

  /** The list, to be asked for at the end; null if not all of it was seen. */
  public @Nullable WholeList wholeList() {
    boolean all = whole || (pass.total() >= 0 && pass.listed() + unlisted == pass.total());
    return all ? new WholeList(pass) : null;
  }

  /**
   * How many of its rows are newer than the oldest second so far.
   *
   * @return null where the rows do not tell
   */
  public @Nullable Mark mark() {
    return pass.mark();
  }

  /** A second, and how many rows are newer. */
  public record Mark(Instant second, long newer) {}

  /** Pages read so far. */
  public int pages() {
    return pages;
  }

  /**
   * M1 refuses pages that deep: what follows is to be read as the pages of a list that ends with
   * the second returned, from its first page on.
   *
   * @return null if there is no such list
   */
  public @Nullable Instant splitByTime() {
    Instant second = depth.split(paging, pass);
    if (second != null) {
      paging.toFirstPage();
    }
    return second;
  }

  /**
   * Whether the answer to {@link #request()} may lie beyond the last page that M1 lets be read:
   * nothing is there although M1 counts more rows than it has listed, or nothing but rows of the
   * pages before.
   *
   * @return the second with which a list ends that would tell: {@link #isDeeper}; null if there is
   *     no such list, or none is needed
   */
  public @Nullable Instant mayBeTooDeep(Listing answer) {
    return depth.mayBeTooDeep(paging, pass, answer);
  }

  /**
   * Whether the list is to be split: the first page of the list that ends with the oldest second so
   * far has older rows. Where M1 gave rows again, it is enough that M1 honours windows: to split
   * the list of an M1 that did nothing wrong does no harm. Otherwise it is not asked again for this
   * second.
   *
   * @param answer to {@link #request()}, which {@link #mayBeTooDeep}
   * @param probe the first page of that list
   */
  public boolean isDeeper(Listing answer, Listing probe) {
    return depth.isDeeper(pass, answer, probe);
  }

  /** Takes the answer to {@link #request()}; updates the ledger for the rows it returns. */
  public Reading accept(Listing given) {
    pages++;
    Listing answer = paging.isPageBefore(given) ? new Listing(given.total(), List.of()) : given;
    if (paging.repeats(answer, pass.hasAll(answer.rows()), pass.total(), pass.listed())) {
      pass.clearOfSuspicion();
      return new Reading(List.of(), new Reading.Repeating());
    }
    if (pass.crossesSplit(answer.rows())) {
      depth.windowsAreIgnored();
      return new Reading(List.of(), nextPass(false));
    }
    List<NewRow> newRows = pass.page(answer.rows());
    accounted += newRows.size();
    count(answer.total());
    return new Reading(newRows, next(answer.rows().size(), newRows, answer.endsWith(newRows)));
  }

  private boolean isByCount() {
    return mode == Mode.BY_COUNT || mode == Mode.BRIEF;
  }

  private void count(OptionalLong told) {
    if (pass.isSplit()) {
      return; // It counts a part only.
    }
    if (told.isEmpty()) {
      if (isByCount()) {
        mode = Mode.NEWEST;
      }
      return;
    }
    long total = told.getAsLong();
    pass.counted(total);
    if (isByCount() && (total < lastTotal || known() > total)) {
      mode = Mode.NEWEST;
      misfit = true;
    }
    lastTotal = total;
  }

  private Reading.Next next(int received, List<NewRow> newRows, boolean newAtEnd) {
    boolean atEnd = paging.ends(received, pass.isShort() || isUncountedPart(), proveEnd);
    if (paging.isCut(received, atEnd)) {
      pass.unsteady();
      return nextPass(false);
    }
    if (isByCount() && pass.countGrew() && hasAllOfBefore()) {
      return missing();
    }
    // A page of nothing but new rows: the count may be capped, and more may follow.
    boolean amidNewRows = !atEnd && received > 0 && newRows.size() == received;
    boolean agree = isByCount() && countsAgree() && !amidNewRows;
    if (atEnd) {
      pass.settleDamaged();
    }
    if (agree || atEnd) {
      if (pass.hasSuspects()) {
        if (!pass.confirms(atEnd)) {
          return nextPass(atEnd);
        }
        List<NewRow> confirmed = pass.confirmed();
        accounted += confirmed.size();
        newRows.addAll(confirmed);
        if (pass.hasSuspects()) {
          return nextPass(atEnd);
        }
      }
      if (isByCount() && countsAgree()) {
        return atEnd || !pass.hasToReadOn(changed) ? new Reading.Complete(pass.total()) : more();
      }
      if (atEnd) {
        return atEnd();
      }
    }
    if (isByCount() && pass.foundHidden() && known() + pass.pending() > pass.total()) {
      return new Reading.Skimmed(true);
    }
    if (mode == Mode.BRIEF && !newAtEnd) {
      return missing();
    }
    if (mode == Mode.NEWEST && newRows.isEmpty()) {
      return new Reading.Skimmed(misfit);
    }
    return more();
  }

  private Reading.Next more() {
    paging.toNextPage();
    return new Reading.More();
  }

  /**
   * Whether all is found that M1 counted when the pass began, though not all that it counts by now:
   * rows came in above, between two pages. To look for those from here on would be to read to the
   * end; the next reading sees them first.
   */
  private boolean hasAllOfBefore() {
    return known() >= pass.firstTotal() && known() < pass.total();
  }

  private Reading.Missing missing() {
    return new Reading.Missing(pass.total() - known());
  }

  /** M1 tells no count, and fewer rows were listed than are known: a short page is no end then. */
  private boolean isUncountedPart() {
    return pass.total() < 0 && accounted > pass.listed();
  }

  private boolean countsAgree() {
    return known() + pass.pending() == pass.total();
  }

  private long known() {
    return accounted + unlisted;
  }

  private Reading.Next atEnd() {
    if (!pass.isWhole()) {
      return nextPass(true);
    }
    accounted = pass.listed();
    whole = true;
    return new Reading.Whole(pass.listed(), pass.toldTotal());
  }

  private Reading.Next nextPass(boolean cameToTheEnd) {
    if (passes.isLast(pages)) {
      // Then what stood on two pages stood there because it is one: M1 counts no more.
      return isByCount() && known() == pass.total()
          ? new Reading.Complete(pass.total())
          : new Reading.Unsettled();
    }
    if (pass.hasSuspects() && !pass.isSplit()) {
      paging.makeSmaller();
    }
    passes.next();
    pass = pass.next(cameToTheEnd);
    if (mode == Mode.NEWEST) {
      mode = Mode.WHOLE;
    }
    paging.toFirstPage();
    return new Reading.More();
  }
}
