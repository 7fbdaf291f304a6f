package io.m1bridge.contactsync.price;

import io.m1bridge.contactsync.change.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the rows that cannot be taken, by reason and field. */
final class NotTaken {

  /** Rows of a reason that are named. */
  private static final int NAMED = 5;

  /** Reasons and fields that are told apart: a file of rubbish has one for each of its fields. */
  private static final int MOST_KINDS = 200;

  static final Problem OTHER_ACCOUNT =
      new Problem("other-account", "The row belongs to another account than the one asked for");

  static final Problem UNADDRESSED =
      new Problem(
          "contact-unknown",
          "A patch of a contact that was never made, without what it is known by (its email, or the"
              + " identity of its account): send its full state");

  static final Problem OTHERWISE_KNOWN =
      new Problem(
          "identity-changed",
          "Contacts of this account are known by something else since its first one: take back the"
              + " 'identity' of the mapping");

  private static final Problem OTHERS =
      new Problem("others", "More kinds of problems than are counted apart: mend these first");

  private final Map<Problem, Rows> found = new LinkedHashMap<>();

  private static final class Rows {
    private final List<Long> first = new ArrayList<>();
    private long count;
  }

  /**
   * A row cannot be taken.
   *
   * @param row its number
   * @param problem without any value of it
   */
  void add(long row, Problem problem) {
    boolean counted = found.containsKey(problem) || found.size() < MOST_KINDS;
    Rows rows = found.computeIfAbsent(counted ? problem : OTHERS, p -> new Rows());
    rows.count++;
    if (rows.first.size() < NAMED) {
      rows.first.add(row);
    }
  }

  /** By reason and advice, the most frequent first. */
  List<Price.Refused> all() {
    return found.entrySet().stream()
        .map(
            entry ->
                new Price.Refused(
                    entry.getKey().code(),
                    entry.getKey().advice(),
                    entry.getValue().count,
                    entry.getValue().first))
        .sorted((one, other) -> Long.compare(other.rows(), one.rows()))
        .toList();
  }
}
