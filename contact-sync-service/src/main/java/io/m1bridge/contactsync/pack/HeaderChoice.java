package io.m1bridge.contactsync.pack;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which header lets the most rows share one edit. A row fits under a header that has all columns it
 * needs, and no column whose value in M1 is not known: that one could only be written over blindly.
 *
 * <p>Hill climbing: from each of the most frequent needs, take in another need as long as more rows
 * fit. Not optimal, which would be a set cover; near it for what a CRM sends.
 */
final class HeaderChoice {

  private static final int STARTS = 24;
  private static final int NEEDS = 96;

  private HeaderChoice() {}

  /**
   * A row.
   *
   * @param needs columns that change, not empty
   * @param allows columns that may be written: those that change and those known
   */
  record Row(BitSet needs, BitSet allows) {
    boolean fits(BitSet header) {
      return isSubset(needs, header) && isSubset(header, allows);
    }
  }

  /**
   * The header.
   *
   * @param rows not empty
   * @param enough more rows than this make a header no better
   */
  static BitSet choose(List<Row> rows, int enough) {
    List<BitSet> needs = mostFrequent(rows);
    BitSet best = needs.get(0);
    int bestCount = 0;
    for (BitSet start : needs.subList(0, Math.min(STARTS, needs.size()))) {
      BitSet header = start;
      int count = count(rows, header);
      for (BitSet more : needs) {
        BitSet wider = (BitSet) header.clone();
        wider.or(more);
        int widerCount = wider.equals(header) ? count : count(rows, wider);
        if (widerCount > count) {
          header = wider;
          count = widerCount;
        }
      }
      if (count > bestCount) {
        best = header;
        bestCount = count;
      }
      if (bestCount >= enough) {
        break;
      }
    }
    return best;
  }

  private static List<BitSet> mostFrequent(List<Row> rows) {
    Map<BitSet, Integer> frequency = new HashMap<>();
    rows.forEach(row -> frequency.merge(row.needs(), 1, Integer::sum));
    List<BitSet> needs = new ArrayList<>(frequency.keySet());
    needs.sort(
        (a, b) -> {
          int byFrequency =
              Integer.compare(frequency.getOrDefault(b, 0), frequency.getOrDefault(a, 0));
          return byFrequency != 0 ? byFrequency : a.toString().compareTo(b.toString());
        });
    return needs.subList(0, Math.min(NEEDS, needs.size()));
  }

  private static int count(List<Row> rows, BitSet header) {
    int count = 0;
    for (Row row : rows) {
      if (row.fits(header)) {
        count++;
      }
    }
    return count;
  }

  private static boolean isSubset(BitSet small, BitSet big) {
    BitSet rest = (BitSet) small.clone();
    rest.andNot(big);
    return rest.isEmpty();
  }
}
