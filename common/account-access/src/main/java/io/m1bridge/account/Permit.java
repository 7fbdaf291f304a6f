package io.m1bridge.account;

import io.m1bridge.m1.AccountId;
import java.time.Duration;

/**
 * Permission to begin one call. It expires; nothing is ever sent on an expired one, which also
 * bounds how late a zombie's call can land.
 */
public interface Permit {

  /** How long a permit lives at most: a constant of token-service's protocol. */
  Duration MAX_VALIDITY = Duration.ofSeconds(30);

  AccountId account();

  /** The lease it came from, for logs. */
  String leaseId();

  Purpose purpose();

  /** Whether a call may begin now, by the monotonic clock. For planning: {@link #begin} decides. */
  boolean isLive();

  /**
   * Uses it up, right before the one call that it is for: true once, and only while it lives.
   * {@link PermittedM1} does this for every call.
   */
  boolean begin();

  /**
   * The call that it was begun for was surely not made, so M1 counts none: it goes back, once.
   * Nothing happens if it was not begun, or has expired.
   */
  void notMade();

  /** What the call is for. */
  enum Purpose {
    REGULAR,
    HOUSEKEEPING
  }
}
