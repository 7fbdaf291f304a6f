package io.m1bridge.edm.poll;

/** Whether a task's ledger holds all that was published. */
public enum LedgerState {
  /** There is none: nothing was published, or it is lost. */
  EMPTY,
  /** It was being refilled when a task died: it is begun anew. */
  FILLING,
  /** It does. */
  WHOLE
}
