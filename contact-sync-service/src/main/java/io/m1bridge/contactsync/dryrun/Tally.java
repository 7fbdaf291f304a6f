package io.m1bridge.contactsync.dryrun;

import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.view.CallPlan;
import io.m1bridge.contactsync.view.CallPlan.Sum;
import io.m1bridge.contactsync.view.PlannedCall;
import io.m1bridge.m1.M1Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
  private int deleteJobs;
  private int joinsOfOne;

  void contact() {
    contacts++;
  }

  void blocked() {
    blocked++;
  }

  int toDelete() {
    return toDelete;
  }

  int joinsOfOne() {
    return joinsOfOne;
  }

  void call(PlannedCall call) {
    count++;
    if (calls.size() < MOST) {
      calls.add(call);
    }
    boolean joins = call.kind().equals("add") && call.group() != null;
    if (joins && call.rows() == 1 && call.newContacts() == 0) {
      joinsOfOne++;
    }
    sums.merge(
        call.kind(),
        new Sum(call.kind(), 1, call.rows()),
        (old, one) -> new Sum(old.kind(), old.calls() + 1, old.rows() + one.rows()));
  }

  /**
   * What custom properties cost; planned last, and shown first, since all others wait for them.
   *
   * @param labels to create; empty if M1 has all that are needed, whose ids it has to tell
   */
  void properties(Collection<String> labels) {
    List<PlannedCall> planned = new ArrayList<>(calls);
    calls.clear();
    call("list_properties", List.of());
    labels.forEach(label -> call("create_property", List.of(FieldNames.custom(label))));
    if (!labels.isEmpty()) {
      call("list_properties", List.of());
    }
    calls.addAll(planned.subList(0, Math.min(planned.size(), MOST - calls.size())));
  }

  /** A call without contacts. */
  void call(String kind, List<String> about) {
    call(new PlannedCall(kind, 0, 0, null, about));
  }

  /**
   * Contacts are deleted together, where M1's lists are quick and complete: mark, list, delete, and
   * list again what is left.
   *
   * @return how many calls that takes
   */
  int deletes(int contacts) {
    int pages = (contacts + M1Call.MAX_PAGE - 1) / M1Call.MAX_PAGE;
    toDelete += contacts;
    deleteJobs++;
    call(new PlannedCall("mark", contacts, 0, null, List.of()));
    for (int page = 0; page < pages; page++) {
      call("list", List.of());
    }
    call(new PlannedCall("delete", contacts, 0, null, List.of()));
    call("list", List.of());
    return pages + 3;
  }

  /** In the end the groups of the deletes go. */
  void groups() {
    if (deleteJobs > 0) {
      call("list_groups", List.of());
    }
    for (int left = deleteJobs; left > 0; left -= GROUPS_OF_A_REMOVAL) {
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
