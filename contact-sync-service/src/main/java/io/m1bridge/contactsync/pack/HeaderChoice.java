package io.m1bridge.contactsync.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which header lets one edit do the most. A row fits under a header that has no column whose value
 * in M1 is not known: that one could only be written over blindly. It fits wholly if the header has
 * all columns that it needs too, else in part.
 *
 * <p>Rows wholly first, by hill climbing: from each of the most frequent needs, take in another
 * need as long as more rows fit. Not optimal, which would be a set cover; {@code edit-packing}
 * among the benchmarks says how near. Where the rows are so unlike each other that this would take
 * more calls than there are columns to write, a column goes at once for all that need it.
 *
 * <p>Columns are bits of a {@code long}: the search runs on the stream thread, for thousands of
 * rows. Those beyond 64 wait for a later call.
 */
final class HeaderChoice {

  /** Columns that one choice can tell apart. */
  static final int COLUMNS = Long.SIZE;

  private static final int STARTS = 8;
  private static final int NEEDS = 64;

  /** Any column. */
  private static final long ALL = -1L;

  private HeaderChoice() {}

  /**
   * Rows that are alike.
   *
   * @param needs columns that change
   * @param allows columns that may be written: those that change and those known
   * @param needsMore whether they need columns that are no bits here
   * @param count how many, at least 1
   */
  record Rows(long needs, long allows, boolean needsMore, int count) {

    /** Whether the header does all that they need. */
    boolean fitWholly(long header) {
      return !needsMore && (needs & ~header) == 0 && (header & ~allows) == 0;
    }

    /** So many of them. */
    Rows times(int many) {
      return new Rows(needs, allows, needsMore, many);
    }

    /** Whether the header does some of what they need. */
    boolean fitInPart(long header) {
      return (header & ~allows) == 0 && (header & needs) != 0;
    }
  }

  /**
   * A header.
   *
   * @param columns as bits
   * @param whole whether it is for the rows that fit wholly, else for those that fit in part too
   */
  record Header(long columns, boolean whole) {

    boolean takes(Rows rows) {
      return whole ? rows.fitWholly(columns) : rows.fitInPart(columns);
    }
  }

  /**
   * The best header.
   *
   * @param all not empty
   * @param limit rows in a call
   */
  static Header choose(List<Rows> all, int limit) {
    return choose(all, widest(all, STARTS, limit), limit, ALL);
  }

  /** The best header that takes the oldest rows along. */
  static Header chooseFor(Rows oldest, List<Rows> all, int limit) {
    if (oldest.needsMore()) {
      return new Header(mostNeeded(all, oldest.needs()), false);
    }
    long whole = widen(oldest.needs(), mostFrequent(all), all, oldest.allows());
    return choose(all, whole, limit, oldest.needs());
  }

  private static Header choose(List<Rows> all, long whole, int limit, long among) {
    if (count(all, whole) >= limit || wholeCallsAreFew(all, whole, limit)) {
      return new Header(whole, true);
    }
    return new Header(mostNeeded(all, among), false);
  }

  /** Whether whole rows take no more calls than going column by column. */
  private static boolean wholeCallsAreFew(List<Rows> all, long first, int limit) {
    int most = callsByColumn(all, limit);
    if (count(all, first) * (long) most < count(all)) {
      // The others will hardly take more rows than the first: no need to look.
      return false;
    }
    List<Rows> left = all;
    long header = first;
    for (int calls = 1; calls <= most; calls++) {
      long taken = header;
      int before = left.size();
      left = left.stream().filter(rows -> !rows.fitWholly(taken)).toList();
      if (left.isEmpty()) {
        return true;
      }
      if (left.size() == before) {
        return false;
      }
      header = widest(left, 1, limit);
    }
    return false;
  }

  private static int callsByColumn(List<Rows> all, int limit) {
    int calls = 0;
    for (int column = 0; column < COLUMNS; column++) {
      int rows = needing(all, 1L << column);
      calls += (rows + limit - 1) / limit;
    }
    return calls;
  }

  /** The column that most rows need, and others that all of these rows allow. */
  private static long mostNeeded(List<Rows> all, long among) {
    long best = 0;
    int most = 0;
    for (long column = 1; column != 0; column <<= 1) {
      int rows = (among & column) == 0 ? 0 : needing(all, column);
      if (rows > most) {
        best = column;
        most = rows;
      }
    }
    long first = best;
    long allowed = ALL;
    long needed = 0;
    for (Rows rows : all) {
      if (rows.fitInPart(first)) {
        allowed &= rows.allows();
        needed |= rows.needs();
      }
    }
    return allowed & needed;
  }

  private static int needing(List<Rows> all, long column) {
    int rows = 0;
    for (Rows one : all) {
      if ((one.needs() & column) != 0) {
        rows += one.count();
      }
    }
    return rows;
  }

  private static long widest(List<Rows> all, int starts, int limit) {
    long best = 0;
    int most = -1;
    List<Long> needs = mostFrequent(all);
    for (long start : needs.subList(0, Math.min(starts, needs.size()))) {
      long header = widen(start, needs, all, ALL);
      int rows = count(all, header);
      if (rows > most) {
        best = header;
        most = rows;
      }
      if (most >= limit) {
        break;
      }
    }
    return best;
  }

  private static long widen(long start, List<Long> needs, List<Rows> all, long within) {
    long header = start;
    int rows = count(all, header);
    for (long more : needs) {
      long wider = header | more;
      if (wider == header || (wider & ~within) != 0) {
        continue;
      }
      int widerRows = count(all, wider);
      if (widerRows > rows) {
        header = wider;
        rows = widerRows;
      }
    }
    return header;
  }

  private static List<Long> mostFrequent(List<Rows> all) {
    Map<Long, Integer> frequency = new HashMap<>();
    all.forEach(rows -> frequency.merge(rows.needs(), rows.count(), Integer::sum));
    List<Map.Entry<Long, Integer>> entries = new ArrayList<>(frequency.entrySet());
    entries.sort(
        Map.Entry.<Long, Integer>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    return entries.stream().limit(NEEDS).map(Map.Entry::getKey).toList();
  }

  private static int count(List<Rows> all) {
    int count = 0;
    for (Rows rows : all) {
      count += rows.count();
    }
    return count;
  }

  private static int count(List<Rows> all, long header) {
    int count = 0;
    for (Rows rows : all) {
      if (rows.fitWholly(header)) {
        count += rows.count();
      }
    }
    return count;
  }
}
