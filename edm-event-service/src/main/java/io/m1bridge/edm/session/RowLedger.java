package io.m1bridge.edm.session;

import io.m1bridge.contracts.RowFingerprint;

/**
 * What was published of one campaign, dead letters included: per distinct row, how many. It changes
 * in the same transaction as the events go out.
 */
public interface RowLedger {

  /** How many rows with this fingerprint were published; 0 if none. */
  int published(RowFingerprint fingerprint);

  /** From now on {@code count} of them are published. */
  void put(RowFingerprint fingerprint, int count);
}
