package io.m1bridge.edm.session;

import io.m1bridge.contracts.RowFingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 *       the edge. They are published only when two passes over a list that did not change agree.
 * </ul>
 *
 * <p>M1's count may be absent, capped, or count more or less than is listed. So it only ever saves
 * calls: it never makes a row known, and where it cannot be right the session goes on without it.
 *
 * <p>A session lives in memory only. If its task dies, the next one starts from the ledger, which
 * never is ahead of or behind the published events.
 */
public final class PollSession {

  /** Passes over the list before the rest is left for later. */
  private static final int MAX_PASSES = 5;

  /** The same over a long list: each of its passes costs as much as an hour of polls. */
  private static final int MAX_PASSES_OF_LONG = 2;

  private static final int LONG_PAGES = 50;

  /** Where the hash of a pass begins: never 0, which stands for none. */
  private static final long FIRST = 1;

  private final RowLedger ledger;
  private final long unlisted;
  private final boolean proveEnd;
  private final Paging paging;
  private final Map<RowFingerprint, Integer> seenInPass = new HashMap<>();
  private final Map<RowFingerprint, Suspect> suspects = new HashMap<>();
  private final Boundary boundary = new Boundary();

  private Mode mode;
  private long accounted;
  private boolean misfit;
  private int passes = 1;
  private int pages;
  private boolean steady = true;
  private boolean split;
  private long listed;
  private long order = FIRST;
  private long passTotal = -1;
  private long lastTotal = -1;
  private Before before = Before.nothing();

  /** How far to read. */
  public enum Mode {
    /** Until as many rows are known as M1 counts. */
    BY_COUNT,
    /** From the newest down to a page without a new row. */
    NEWEST,
    /** To the end. */
    WHOLE
  }

  /** Equal rows that stood on more than one page: {@code count} over the pass. */
  private record Suspect(ListedRow row, int count) {}

  /**
   * What the pass before saw.
   *
   * @param steady whether M1's count did not change in it
   * @param moved whether M1's count proves that the list changed in it
   * @param order hash of its rows in their order; 0 if it did not come to the end
   */
  private record Before(
      boolean steady,
      boolean moved,
      long total,
      long listed,
      long order,
      Map<RowFingerprint, Suspect> suspects) {
    static Before nothing() {
      return new Before(false, false, -1, -1, 0, Map.of());
    }
  }

  /** What to ask M1 for: page from 1, and rows per page. */
  public record Request(int page, int limit) {}

  /**
   * @param known how many of the rows that M1 lists now are published, and how many more it counts
   *     than it lists
   * @param proveEnd do not take a first page for all there is because M1's count says so
   * @param limit how many rows to ask for; M1 may give fewer
   */
  public PollSession(RowLedger ledger, Mode mode, Known known, boolean proveEnd, int limit) {
    this.ledger = ledger;
    this.mode = mode;
    this.accounted = known.accounted();
    this.unlisted = known.unlisted();
    this.proveEnd = proveEnd;
    this.paging = new Paging(limit);
  }

  /** What is known of the list from before. */
  public record Known(long accounted, long unlisted) {}

  public Request request() {
    return paging.request();
  }

  /** How many of the rows that M1 lists now are known to be published. */
  public long accounted() {
    return accounted;
  }

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
    Instant second = boundary.next();
    if (second == null || paging.request().page() == 1) {
      return null;
    }
    boundary
        .take()
        .forEach(
            (fingerprint, count) -> {
              seenInPass.merge(fingerprint, -count, Integer::sum);
              suspects.remove(fingerprint);
              listed -= count;
            });
    split = true;
    paging.toFirstPage();
    return second;
  }

  /** Takes the answer to {@link #request()}; updates the ledger for the rows it returns. */
  public Reading accept(Listing answer) {
    pages++;
    if (paging.repeats(answer, passTotal, listed)) {
      // Whatever stood on two pages stood there because they are one.
      suspects.clear();
      return new Reading(List.of(), new Reading.Repeating());
    }
    List<NewRow> newRows = new ArrayList<>();
    Map<RowFingerprint, Integer> onPage = new HashMap<>();
    // From the end: M1 shows the newest first, subscribers like the oldest first.
    for (int i = answer.rows().size() - 1; i >= 0; i--) {
      take(answer.rows().get(i), onPage, newRows);
    }
    for (ListedRow row : answer.rows()) {
      boundary.see(row);
      order = 31 * order + row.fingerprint().hashCode();
    }
    accounted += newRows.size();
    listed += answer.rows().size();
    count(answer.total());
    return new Reading(newRows, next(answer.rows().size(), onPage, newRows));
  }

  private void take(ListedRow row, Map<RowFingerprint, Integer> onPage, List<NewRow> newRows) {
    RowFingerprint fingerprint = row.fingerprint();
    int count = onPage.merge(fingerprint, 1, Integer::sum);
    int published = ledger.published(fingerprint);
    if (count > published) {
      ledger.put(fingerprint, count);
      newRows.add(new NewRow(row, count));
      published = count;
    }
    int inPass = seenInPass.getOrDefault(fingerprint, 0) + count;
    if (inPass > published) {
      suspects.put(fingerprint, new Suspect(row, inPass));
    } else {
      suspects.remove(fingerprint);
    }
  }

  private void count(OptionalLong told) {
    if (split) {
      return; // It counts a part only.
    }
    if (told.isEmpty()) {
      if (mode == Mode.BY_COUNT) {
        mode = Mode.NEWEST;
      }
      return;
    }
    long total = told.getAsLong();
    if (passTotal >= 0 && total != passTotal) {
      steady = false;
    }
    if (mode == Mode.BY_COUNT && (total < lastTotal || accounted + unlisted > total)) {
      mode = Mode.NEWEST;
      misfit = true;
    }
    passTotal = total;
    lastTotal = total;
  }

  private Reading.Next next(
      int received, Map<RowFingerprint, Integer> onPage, List<NewRow> newRows) {
    boolean atEnd =
        paging.ends(received, passTotal >= 0 && passTotal - unlisted > listed, proveEnd);
    if (paging.isCut(received, atEnd)) {
      steady = false;
      return nextPass(false);
    }
    // A page of nothing but new rows: the count may be capped, and more may follow.
    boolean amidNewRows = !atEnd && received > 0 && newRows.size() == received;
    boolean agree = mode == Mode.BY_COUNT && countsAgree() && !amidNewRows;
    if (agree || atEnd) {
      if (!suspects.isEmpty()) {
        if (!confirms(atEnd)) {
          return nextPass(atEnd);
        }
        publishConfirmed(newRows);
      }
      if (mode == Mode.BY_COUNT && countsAgree()) {
        return new Reading.Complete(passTotal);
      }
      if (atEnd) {
        return atEnd();
      }
    }
    if (mode == Mode.NEWEST && newRows.isEmpty()) {
      return new Reading.Skimmed(misfit);
    }
    onPage.forEach((fingerprint, count) -> seenInPass.merge(fingerprint, count, Integer::sum));
    paging.toNextPage();
    return new Reading.More();
  }

  private boolean countsAgree() {
    return accounted + pending() + unlisted == passTotal;
  }

  private long pending() {
    return suspects.entrySet().stream()
        .mapToLong(e -> e.getValue().count() - ledger.published(e.getKey()))
        .sum();
  }

  private Reading.Next atEnd() {
    if (!steady && !isAsBefore()) {
      return nextPass(true);
    }
    accounted = listed;
    return new Reading.Whole(
        listed, passTotal < 0 ? OptionalLong.empty() : OptionalLong.of(passTotal));
  }

  /** Whether this pass and the one before saw the same list. */
  private boolean confirms(boolean atEnd) {
    return (atEnd && isAsBefore())
        || (steady
            && before.steady()
            && before.total() == passTotal
            // A count that is capped does not change when the list does; then the rows tell.
            && (!atEnd || before.listed() == listed));
  }

  /**
   * Whether this pass, which came to the end, saw the same rows in the same order as the one
   * before. A row that came in or went between two pages shifts what follows in one pass only. It
   * is all there is where M1's count is another one each time. It is not taken where the count can
   * be believed and changed: one row that goes and comes again in each of two passes shifted both
   * alike, and a row too many was published.
   */
  private boolean isAsBefore() {
    return before.order() == order && before.listed() == listed && !before.moved() && !moved();
  }

  /** Whether M1's count, right at the end of this pass, was another one in it. */
  private boolean moved() {
    return !steady && passTotal - unlisted == listed;
  }

  /** The second of two passes over an unchanged list: what both saw is real. */
  private void publishConfirmed(List<NewRow> newRows) {
    suspects.forEach(
        (fingerprint, suspect) -> {
          Suspect earlier = before.suspects().get(fingerprint);
          int sure = earlier == null ? 0 : Math.min(earlier.count(), suspect.count());
          for (int n = ledger.published(fingerprint) + 1; n <= sure; n++) {
            ledger.put(fingerprint, n);
            newRows.add(new NewRow(suspect.row(), n));
            accounted++;
          }
        });
    suspects.clear();
  }

  private Reading.Next nextPass(boolean cameToTheEnd) {
    if (passes >= (pages > LONG_PAGES ? MAX_PASSES_OF_LONG : MAX_PASSES)) {
      return new Reading.Unsettled();
    }
    passes++;
    before =
        new Before(
            steady, moved(), passTotal, listed, cameToTheEnd ? order : 0, Map.copyOf(suspects));
    if (mode == Mode.NEWEST) {
      mode = Mode.WHOLE;
    }
    suspects.clear();
    seenInPass.clear();
    boundary.reset();
    paging.toFirstPage();
    listed = 0;
    order = FIRST;
    passTotal = -1;
    steady = true;
    split = false;
    return new Reading.More();
  }
}
