package io.m1bridge.edm.session;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which page is next, how large M1's pages are, and which one is the last. M1 may give fewer rows
 * than asked for, so a short page alone is no end; and its count may be wrong, so the count alone
 * is none either.
 */
final class Paging {

  /** Equal pages in a row before we say that M1 does not page. */
  private static final int MAX_REPEATS = 20;

  /** Different rows of one second that may stand in a list again and again, in one order. */
  private static final int LONGEST_TURN = 9;

  /** Pages like the one before that may come in a row: beyond that it is worth a call to ask. */
  private static final int FEW = 2;

  private int page = 1;
  private int limit;
  private boolean limitIsM1s;
  private List<ListedRow> lastPage = List.of();
  private int repeats;
  private int alike;

  /**
   * @param limit rows to ask for
   */
  Paging(int limit) {
    this.limit = limit;
  }

  PollSession.Request request() {
    return new PollSession.Request(page, limit);
  }

  void toNextPage() {
    page++;
  }

  /**
   * The next pages end elsewhere: rows that stood on two of them stand on one, and M1 may order
   * them by where a page begins. Not so small that a page which comes again looks like another one.
   */
  void makeSmaller() {
    limit = Math.max(Math.min(limit, LONGEST_TURN + 1), limit - limit / 3);
  }

  void toFirstPage() {
    page = 1;
    lastPage = List.of();
    repeats = 0;
    alike = 0;
  }

  /**
   * Whether M1 gives one page for all, as far as equal pages tell: a long run of equal rows looks
   * the same, as long as M1 counts as many.
   *
   * @param known whether all rows of the answer were seen before
   */
  boolean repeats(Listing answer, boolean known, long total, long listed) {
    boolean again = page > 1 && !answer.rows().isEmpty() && known;
    repeats = again && listed >= total ? repeats + 1 : 0;
    return repeats >= MAX_REPEATS;
  }

  /**
   * Whether the answer is no page of its own but the one before, once more: some give the deepest
   * page for those that are deeper, or the last one for those behind it. Where rows are equal two
   * pages may be so as well. Then they are full, of one second, and of a few rows that take turns.
   */
  boolean isPageBefore(Listing answer) {
    boolean again = comesAgain(answer);
    alike = isLikeLast(answer) ? alike + 1 : 0;
    lastPage = answer.rows();
    return again;
  }

  /**
   * Whether one more page is like those before it, which may be other ones all the same: {@link
   * #comesAgain}.
   */
  boolean isStuck(Listing answer) {
    return alike >= FEW && isLikeLast(answer);
  }

  /** The same, without taking the answer. */
  boolean comesAgain(Listing answer) {
    List<ListedRow> rows = answer.rows();
    return isLikeLast(answer)
        && ((limitIsM1s && rows.size() < limit)
            || rows.stream().map(ListedRow::at).flatMap(Stream::ofNullable).distinct().count() > 1
            || rows.stream().map(ListedRow::fingerprint).distinct().count() > LONGEST_TURN);
  }

  private boolean isLikeLast(Listing answer) {
    List<ListedRow> rows = answer.rows();
    return page > 1 && !rows.isEmpty() && fingerprints(rows).equals(fingerprints(lastPage));
  }

  boolean isFirst() {
    return page == 1;
  }

  private static List<?> fingerprints(List<ListedRow> rows) {
    return rows.stream().map(ListedRow::fingerprint).toList();
  }

  /**
   * Whether a page of so many rows is the last one.
   *
   * @param moreCounted whether M1 counts more rows than were listed so far
   * @param proveEnd do not take M1's count for it
   */
  boolean ends(int received, boolean moreCounted, boolean proveEnd) {
    if (received == 0) {
      return true;
    }
    if (received >= limit) {
      limit = received;
      limitIsM1s = true;
      return false;
    }
    return !moreCounted && (limitIsM1s || !proveEnd);
  }

  /**
   * After {@link #ends}: whether the pages so far were of another size than those that follow. M1
   * gave fewer than asked for, and its page 2 may begin after what it gave or after what was asked
   * for: asking for what it gives makes both the same.
   */
  boolean isCut(int received, boolean atEnd) {
    if (atEnd || limitIsM1s || received >= limit) {
      return false;
    }
    limit = received;
    limitIsM1s = true;
    return page > 1;
  }
}
