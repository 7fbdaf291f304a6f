package io.m1bridge.contactsync.reconcile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.m1bridge.m1.M1Call;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the list was read. Whoever leaves M1 moves those behind one place forward, some of them
 * to a page that was read already. So how many left is asked of each page, and where any did, the
 * page before is read once more: it shows whom they moved. However steadily contacts leave, no page
 * is read more than twice.
 *
 * @param page the next one, from 1
 * @param limit rows asked for; what the first page brought, if that was fewer
 * @param first ids of the first page
 * @param last ids of the page before the next one
 * @param total what M1 said last; -1 if nothing
 * @param before ids of the page before {@code last}
 * @param left contacts that left since the last new page was read, or, where one is read again,
 *     since the page before
 * @param again whether the page of {@code before} is read once more before the next one
 * @param ended whether a page was empty: none follows
 * @param mark ids of the last page whose number is a power of two: pages that come again and again
 *     in a circle, however long, come to it
 */
record Pages(
    int page,
    int limit,
    Set<Long> first,
    Set<Long> last,
    long total,
    Set<Long> before,
    long left,
    boolean again,
    boolean ended,
    Set<Long> mark) {

  static final Pages NONE = of(1, M1Call.MAX_PAGE, Set.of(), Set.of(), -1);

  Pages {
    first = Set.copyOf(first);
    last = Set.copyOf(last);
    before = orNone(before);
    mark = orNone(mark);
  }

  /** Not on record before pages were read again. */
  private static Set<Long> orNone(@Nullable Set<Long> ids) {
    return ids == null ? Set.of() : Set.copyOf(ids);
  }

  private static Pages of(int page, int limit, Set<Long> first, Set<Long> last, long total) {
    return new Pages(page, limit, first, last, total, Set.of(), 0, false, false, Set.of());
  }

  /**
   * What a page brought.
   *
   * @param ids of the rows that could be read
   * @param rows also those that could not
   * @param told M1's total; empty if it told none
   * @param deleted rows that our own calls may have deleted since the page before
   */
  record Read(Set<Long> ids, long rows, OptionalLong told, long deleted) {

    /** The same without a total. */
    Read untold() {
      return new Read(ids, rows, OptionalLong.empty(), deleted);
    }
  }

  /** The first page once more, of so many rows. */
  Pages ofRows(int rows) {
    return of(1, rows, first, last, total);
  }

  /** The page to ask for. */
  @JsonIgnore
  int toAsk() {
    return again ? page - 2 : page;
  }

  /** A page came. */
  Pages next(Read read) {
    long told = read.told().orElse(total);
    if (again) {
      return new Pages(page, limit, first, last, told, before, gone(read), false, ended, mark);
    }
    boolean isFirst = page == 1;
    long gone = isFirst ? 0 : left + gone(read);
    return new Pages(
        page + 1,
        isFirst ? (int) Math.min(limit, read.rows()) : limit,
        isFirst ? read.ids() : first,
        read.ids(),
        told,
        last,
        gone,
        gone > 0,
        read.rows() == 0,
        Integer.bitCount(page) == 1 ? read.ids() : mark);
  }

  /** Contacts that left since the page before, as far as M1's totals, and we ourselves, know. */
  private long gone(Read read) {
    long fewer = total < 0 ? 0 : total - read.told().orElse(total);
    return Math.max(fewer, read.deleted());
  }

  /** Whether more left than a page has rows: some may have moved beyond the page before. */
  boolean isOutrunBy(Read read) {
    return page > 1 && left + gone(read) > limit;
  }

  /** Whether nothing is left to be read. */
  @JsonIgnore
  boolean isOver() {
    return ended && !again;
  }

  /** Whether a row of this id was counted when its page was read first. */
  boolean hadBefore(long id) {
    return again && (before.contains(id) || last.contains(id));
  }

  /** Some give the first or the last page again, or others, for a page that they do not have. */
  boolean repeats(Set<Long> ids) {
    return page > 1
        && !again
        && (first.containsAll(ids) || last.containsAll(ids) || mark.containsAll(ids));
  }
}
