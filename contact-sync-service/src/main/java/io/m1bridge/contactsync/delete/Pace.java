package io.m1bridge.contactsync.delete;

import java.time.Instant;

/**
 * When a job goes on.
 *
 * @param round listings since the last progress that changed nothing
 * @param progressAt when a member was last found, deleted or settled
 * @param notBefore when the next call may be made
 */
record Pace(int round, Instant progressAt, Instant notBefore) {

  static Pace progress(Instant now) {
    return new Pace(0, now, now);
  }

  /** Nothing changed: the next look comes later. */
  Pace waiting(Instant now) {
    return new Pace(round + 1, progressAt, now.plus(DeleteRules.pause(round)));
  }

  /** The same, not before this time. */
  Pace later(Instant time) {
    return new Pace(round, progressAt, time);
  }

  boolean isOver(DeleteRules rules, Instant now) {
    return !now.isBefore(progressAt.plus(rules.patience()));
  }
}
