package io.m1bridge.edm.poll;

/** Whether a task's ledger holds all that was published. */
public enum LedgerState {
  /** There is none: nothing was published, or it is lost. */
  EMPTY,
  /** It was being refilled when a task died: it is begun anew. */
  FILLING,
  /** It does. */
  WHOLE,
  /**
   * It does, but for rows that were put away. An earlier version does not know this state and ends:
   * it would take a ledger without rows for one of which nothing was published.
   */
  REDUCED;

  /** Whether it can be polled with. */
  public boolean isWhole() {
    return this == WHOLE || this == REDUCED;
  }
}
