package io.m1bridge.account;

import io.m1bridge.m1.AccountId;

/**
 * Permission to begin one call. It expires; nothing is ever sent on an expired one, which also
 * bounds how late a zombie's call can land.
 */
public interface Permit {

  AccountId account();

  /** The lease it came from, for logs. */
  String leaseId();

  Purpose purpose();

  /**
   * Whether a call may begin now, by the monotonic clock: check right before sending, not when
   * planning.
   */
  boolean isLive();

  /** What the call is for. */
  enum Purpose {
    REGULAR,
    HOUSEKEEPING
  }
}
