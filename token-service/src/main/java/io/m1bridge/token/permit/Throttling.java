package io.m1bridge.token.permit;

/** What a report of E10104 changed. */
public enum Throttling {
  /** The first since the budget was whole: worth an alert. */
  NEW_EPISODE,
  /** M1 says so although the budget has shrunk: it shrinks further. */
  SHRUNK_AGAIN,
  /** About calls from before the pause that is on, or nobody here may act on it. */
  KNOWN
}
