package io.m1bridge.edm.poll;

import io.m1bridge.account.Permit;
import java.time.Instant;
import java.util.Optional;

/** Something that wants one call of M1 at a time. */
interface Work {

  /** Since when, or from when on, it wants a call; empty while one is under way. */
  Optional<Instant> dueAt();

  /**
   * What a call brings now, to be compared with other work of the account; 0 for what takes the
   * calls that others leave.
   */
  double gain(Instant now);

  /** Whether it has waited as long as it may, whatever a call brings. */
  boolean overdue(Instant now);

  /** Makes the call, or gives the permit back. */
  void start(Permit permit);
}
