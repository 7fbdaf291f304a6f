package io.m1bridge.token.permit;

import java.time.Duration;

/** How asking for permits ended. */
public sealed interface PermitOutcome {

  record Granted(String leaseId, int permits, Duration validity) implements PermitOutcome {}

  /** The hour's budget has no permit now. */
  record Exhausted(Duration retryAfter) implements PermitOutcome {}

  /** M1 said E10104 a short while ago. */
  record Paused(Duration retryAfter) implements PermitOutcome {}

  /** This replica is no longer the account's owner, or cannot know that it is. */
  record Moved() implements PermitOutcome {}
}
