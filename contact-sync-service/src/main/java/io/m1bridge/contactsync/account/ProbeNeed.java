package io.m1bridge.contactsync.account;

import io.m1bridge.m1.M1Outcome;

/**
 * Whether a cheap read has to tell trouble of the account from trouble of a batch before the next
 * write: after a "no" that gives no reason, and after several answers that nobody could read.
 */
final class ProbeNeed {

  /** One lost answer tells nothing; behind a gateway that hides them all no write may go on. */
  private static final int UNKNOWN_IN_A_ROW = 3;

  /** Probes that failed in a row after which a write is tried: M1 may refuse the probe alone. */
  private static final int FAILED_PROBES = 3;

  private boolean due;
  private int failedProbes;
  private int unknown;

  boolean isDue() {
    return due;
  }

  /** M1 said no to a call and not why. */
  void unexplained() {
    due = true;
  }

  /**
   * Nobody could read the answer to a write.
   *
   * @return whether that was one too many
   */
  boolean unknown() {
    unknown++;
    due |= unknown >= UNKNOWN_IN_A_ROW;
    return unknown >= UNKNOWN_IN_A_ROW;
  }

  /** M1 answered something that can be read. */
  void answered(boolean accepted) {
    unknown = 0;
    if (accepted) {
      over();
    }
  }

  /**
   * A probe was answered so. A refusal by a code that M1's page lists says that the account is
   * well, too.
   *
   * @return whether it says so
   */
  boolean probed(M1Outcome<?> outcome) {
    boolean refused =
        outcome instanceof M1Outcome.Refused<?> || outcome instanceof M1Outcome.ContactLimit<?>;
    boolean failed =
        outcome instanceof M1Outcome.Unavailable<?> || outcome instanceof M1Outcome.Unexplained<?>;
    if (failed) {
      failedProbes++;
    }
    if (refused || failedProbes >= FAILED_PROBES) {
      over();
    }
    return refused;
  }

  private void over() {
    due = false;
    failedProbes = 0;
  }
}
