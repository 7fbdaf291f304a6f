package io.m1bridge.contactsync.dryrun;

import io.m1bridge.contactsync.view.CallPlan;
import io.m1bridge.contactsync.view.CallPlan.Sum;
import io.m1bridge.contactsync.view.PlannedCall;
import io.m1bridge.m1.M1Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the calls of a plan and keeps the first ones. */
final class Tally {

  /** Calls that are kept one by one: a plan is shown whole, and stays in memory. */
  static final int MOST = 1_000;

  /** As many groups of delete jobs as one call removes. */
  private static final int GROUPS_OF_A_REMOVAL = 100;

  private final Map<String, Sum> sums = new TreeMap<>();
  private final List<PlannedCall> calls = new ArrayList<>();
  private int count;
  private int contacts;
  private int blocked;
  private int toDelete;
  private int deleteRows;

  void contact() {
    contacts++;
  }

  void blocked() {
    blocked++;
  }

  /** A contact is to be deleted. */
  void delete(int rows) {
    toDelete++;
    deleteRows += rows;
  }

  int toDelete() {
    return toDelete;
  }

  void call(PlannedCall call) {
    if (count++ < MOST) {
      calls.add(call);
    }
    sums.merge(
        call.kind(),
        new Sum(call.kind(), 1, call.rows()),
        (old, one) -> new Sum(old.kind(), old.calls() + 1, old.rows() + one.rows()));
  }

  /** A call without contacts. */
  void call(String kind, List<String> about) {
    call(new PlannedCall(kind, 0, 0, null, about));
  }

  /**
   * What the deletes come to where M1's lists are quick and complete: mark, list, delete, and list
   * again what is left; in the end the groups go.
   */
  void deletes(int mostRows) {
    int jobs = 0;
    for (int left = deleteRows; left > 0; left -= mostRows) {
      int rows = Math.min(left, mostRows);
      jobs++;
      call(new PlannedCall("mark", rows, 0, null, List.of()));
      int pages = (rows + M1Call.MAX_PAGE - 1) / M1Call.MAX_PAGE;
      for (int page = 0; page < pages; page++) {
        call("list", List.of());
      }
      call(new PlannedCall("delete", rows, 0, null, List.of()));
      call("list", List.of());
    }
    if (jobs > 0) {
      call("list_groups", List.of());
    }
    for (int left = jobs; left > 0; left -= GROUPS_OF_A_REMOVAL) {
      call("remove_groups", List.of());
    }
  }

  CallPlan plan(Instant begunAt, Instant madeAt, int heldDeletes) {
    return new CallPlan(
        begunAt,
        madeAt,
        contacts,
        blocked,
        heldDeletes,
        List.copyOf(sums.values()),
        calls,
        count - calls.size());
  }
}
