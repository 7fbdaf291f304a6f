package io.m1bridge.edm.poll;

import io.m1bridge.contracts.RowFingerprint;

/**
 * What rows of a ledger add up to, in whatever order: their number, and the sums of the halves of
 * their fingerprints, which overflow. That two sets of rows have one sum by chance is as likely as
 * guessing a fingerprint.
 */
public record RowSum(long rows, long high, long low) {

  /** Of no rows. */
  public static final RowSum NONE = new RowSum(0, 0, 0);

  /** With so many more equal rows. */
  public RowSum plus(RowFingerprint row, int count) {
    return new RowSum(rows + count, high + row.high() * count, low + row.low() * count);
  }

  RowSum plus(RowSum other) {
    return new RowSum(rows + other.rows, high + other.high, low + other.low);
  }
}
