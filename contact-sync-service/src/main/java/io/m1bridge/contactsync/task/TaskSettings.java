package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.pack.Limits;
import io.m1bridge.contactsync.plan.Backoff;
import java.time.Duration;

/**
 * What the task is told.
 *
 * @param maxAge while input flows in, a contact that waited this long goes without a full batch
 * @param holdBack permit validity + call time-out: a call cannot land later than this after its
 *     intent
 * @param maxInFlight calls per account at once
 * @param scanRows queued contacts that are looked at for one call
 * @param limitPause how long adds wait after M1 said that the account is full
 * @param failuresUntilSplit a batch that M1 failed on so often, while others pass, is taken for
 *     refused
 * @param createProperties whether missing custom properties are created
 * @param deletePatience how long M1's lists may take to show that a delete is done
 */
public record TaskSettings(
    AddMerge addMerge,
    Limits limits,
    Duration maxAge,
    Flow flow,
    Duration holdBack,
    int maxInFlight,
    int scanRows,
    Backoff backoff,
    Duration limitPause,
    int failuresUntilSplit,
    boolean createProperties,
    Duration deletePatience,
    Duration tick) {

  /** See {@link io.m1bridge.contactsync.plan.InputFlow}. */
  public record Flow(Duration silence, Duration old, int burst) {}
}
