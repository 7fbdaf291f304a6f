package io.m1bridge.contactsync.view;

import java.time.Instant;
import java.util.List;

/**
 * What would be sent for an account in a dry run, were M1 to accept each call. No call is made for
 * it, reads included.
 *
 * @param begunAt when the queue was begun to be read; what changed later may be missing
 * @param madeAt when it was complete
 * @param contacts queued contacts that were looked at
 * @param blocked those among them whose change would end as blocked
 * @param heldDeletes those among them whose delete would wait for a person
 * @param sums by kind of call
 * @param calls in the order in which they were planned, the first ones
 * @param callsLeftOut how many more there are
 */
public record CallPlan(
    Instant begunAt,
    Instant madeAt,
    int contacts,
    int blocked,
    int heldDeletes,
    List<Sum> sums,
    List<PlannedCall> calls,
    int callsLeftOut) {

  public CallPlan {
    sums = List.copyOf(sums);
    calls = List.copyOf(calls);
  }

  /** All calls of a kind. */
  public record Sum(String kind, int calls, long rows) {}
}
