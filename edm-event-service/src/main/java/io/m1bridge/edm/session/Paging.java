package io.m1bridge.edm.session;

import java.util.List;

/**
 * Which page is next, how large M1's pages are, and which one is the last. M1 may give fewer rows
 * than asked for, so a short page alone is no end; and its count may be wrong, so the count alone
 * is none either.
 */
final class Paging {

  /** Equal pages in a row before we say that M1 does not page. */
  private static final int MAX_REPEATS = 20;

  private int page = 1;
  private int limit;
  private boolean limitIsM1s;
  private List<ListedRow> lastPage = List.of();
  private int repeats;

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

  void toFirstPage() {
    page = 1;
    lastPage = List.of();
    repeats = 0;
  }

  /**
   * Whether M1 gives one page for all. Equal pages alone do not tell: a long run of equal rows
   * looks the same, as long as M1 counts as many.
   */
  boolean repeats(Listing answer, long total, long listed) {
    boolean same =
        page > 1
            && !answer.rows().isEmpty()
            && fingerprints(answer.rows()).equals(fingerprints(lastPage))
            && listed >= total;
    repeats = same ? repeats + 1 : 0;
    lastPage = answer.rows();
    return repeats >= MAX_REPEATS;
  }

  /** Whether a page may lie beyond the last one that M1 lets be read: some give nothing there. */
  boolean mayBeTooDeep(Listing answer) {
    return page > 1 && answer.rows().isEmpty();
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
