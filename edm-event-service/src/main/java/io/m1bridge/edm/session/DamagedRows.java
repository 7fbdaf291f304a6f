package io.m1bridge.edm.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Damaged rows that stood before the splits of a list. Their time cannot be read, and they often
 * look alike: whether one comes again after a split, or is another one that looks the same, cannot
 * be seen. M1 lists by time, though: a row that stands above one which is newer than the split does
 * not belong behind it. If M1's count lacks just those, they did not come again.
 */
final class DamagedRows {

  /** Above rows that are newer than the oldest second: they do not belong behind a split there. */
  private final List<ListedRow> newer = new ArrayList<>();

  /** Right above the oldest second: of it, or newer. */
  private final List<ListedRow> above = new ArrayList<>();

  /** Among the rows of the oldest second. */
  private final List<ListedRow> inside = new ArrayList<>();

  /** Behind the last row whose time can be read. */
  private final List<ListedRow> trailing = new ArrayList<>();

  private final List<ListedRow> surelyBefore = new ArrayList<>();
  private final List<ListedRow> perhapsBefore = new ArrayList<>();
  private @Nullable Instant oldest;
  private boolean unordered;

  void see(ListedRow row) {
    Instant time = row.at();
    if (row instanceof ListedRow.Damaged) {
      trailing.add(row);
    } else if (time != null) {
      dated(time);
    }
  }

  private void dated(Instant time) {
    if (oldest == null || time.isBefore(oldest)) {
      oldest = time;
      move(above, newer);
      move(inside, newer);
      move(trailing, above);
    } else {
      unordered |= time.isAfter(oldest);
      move(trailing, inside);
    }
  }

  private static void move(List<ListedRow> from, List<ListedRow> to) {
    to.addAll(from);
    from.clear();
  }

  /** The list goes on with the part that ends with the oldest second. */
  void split() {
    move(newer, surelyBefore);
    move(above, perhapsBefore);
    inside.clear();
    trailing.clear();
  }

  /**
   * Those that did not come again, if so many are missing.
   *
   * @return empty if it cannot be told which they are
   */
  List<ListedRow> gone(long missing) {
    long more = missing - surelyBefore.size();
    if (unordered || more < 0 || more > perhapsBefore.size()) {
      return List.of();
    }
    boolean all = more == perhapsBefore.size();
    boolean alike = perhapsBefore.stream().map(ListedRow::fingerprint).distinct().count() == 1;
    if (more > 0 && !all && !alike) {
      return List.of();
    }
    List<ListedRow> gone = new ArrayList<>(surelyBefore);
    gone.addAll(perhapsBefore.subList(0, (int) more));
    return gone;
  }
}
