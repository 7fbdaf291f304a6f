package io.m1bridge.contactsync.delete;

import io.m1bridge.m1.M1Call;
import java.util.Comparator;
import java.util.EnumSet;

/**
 * How the contacts of a job go from M1.
 *
 * <p>Why: {@code docs/rationale.md#a-known-id-is-asked-for-before-it-is-deleted}.
 */
enum Way {
  /** They join a fresh group, which tells their ids. */
  MARKED,

  /** By ids that M1's list told some time ago: each is asked for alone, before and after. */
  BY_ID,

  /** They join a fresh group, and M1 deletes the group with its contacts. */
  BY_GROUP;

  /** So many at most where M1 takes no marks: others want calls too. */
  static final int MOST_BY_ID = 10;

  /** Calls of a job with so many members, where M1's lists are quick and complete. */
  int calls(int members) {
    return switch (this) {
      // Mark, pages, delete, an empty page; the group is removed some time.
      case MARKED -> 4 + (members + M1Call.MAX_PAGE - 1) / M1Call.MAX_PAGE;
      case BY_ID -> 2 * members + 1;
      // Mark, size, a page, delete, ask for one.
      case BY_GROUP -> 5;
    };
  }

  /**
   * The one of the fewest calls; of several the safest.
   *
   * @param open those that can be gone, at least one
   */
  static Way cheapest(EnumSet<Way> open, int members) {
    return open.stream().min(Comparator.comparingInt(way -> way.calls(members))).orElseThrow();
  }
}
