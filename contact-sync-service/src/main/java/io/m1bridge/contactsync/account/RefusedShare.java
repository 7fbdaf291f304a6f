package io.m1bridge.contactsync.account;

/**
 * How many of an account's contacts M1 refuses at present, and how many may go together for that: a
 * batch with a culprit is refused whole, so that a call tells most where it passes as often as not.
 *
 * <p>Why: {@code docs/rationale.md#culprits-are-found-by-group-testing}.
 */
public final class RefusedShare {

  /** Contacts after which what was seen before counts half. */
  private static final double HALF_LIFE = 2_000;

  /** Taken for passed before anything was seen: one culprit does not make all calls small. */
  private static final double PRIOR = 100;

  private static final double HIGH = 0.05;

  private double refused;
  private double seen;

  /** A batch passed. */
  public void accepted(int rows) {
    double fade = Math.pow(0.5, rows / HALF_LIFE);
    refused *= fade;
    seen = seen * fade + rows;
  }

  /** A contact was refused alone. */
  public void rejected() {
    refused++;
    seen++;
  }

  /** Whether it is more than one in twenty of those seen lately. */
  public boolean isHigh() {
    return refused > HIGH * (seen + PRIOR);
  }

  /** The most rows of a call, at least 1. */
  int rows(int most) {
    double worth = Math.log(2) * (seen + PRIOR) / refused;
    return worth >= most ? most : Math.max(1, (int) worth);
  }
}
