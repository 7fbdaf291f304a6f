package io.m1bridge.simulator.fault;

/** What goes wrong. */
public enum FaultKind {
  /** Nothing but time. */
  DELAY,
  /** An HTTP status in place of the call; it has no effect. */
  STATUS,
  /** An HTTP status after the call had its effect. */
  STATUS_AFTER,
  /** An M1 code in place of the call; it has no effect. */
  REFUSE,
  /** The connection closes; the call has no effect. */
  RESET_BEFORE,
  /** The call has its effect, then the connection closes without an answer. */
  RESET_AFTER,
  /** The call has its effect; half of the answer arrives. */
  TRUNCATED,
  /** The call has its effect; the answer is whole by its length but is no JSON. */
  MALFORMED
}
