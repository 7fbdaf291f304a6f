package io.m1bridge.simulator.account;

/** Which hour the call limit means; open in the page. */
public enum HourKind {
  /** From full hour to full hour, China time. */
  CLOCK,
  /** The 60 minutes before each call. */
  SLIDING
}
