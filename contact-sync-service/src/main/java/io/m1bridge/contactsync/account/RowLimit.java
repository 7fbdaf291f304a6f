package io.m1bridge.contactsync.account;

import java.time.Duration;
import java.time.Instant;

/**
 * How many rows one call may carry, as far as M1 has said that a call was too large. Bisecting
 * alone would find the same again with every full batch.
 *
 * <p>In memory: learned anew after a restart, at the price of a few calls.
 */
final class RowLimit {

  /** Then whole batches are tried again: a single huge contact may have been the reason. */
  private static final Duration LASTS = Duration.ofHours(1);

  private int rows = Integer.MAX_VALUE;
  private Instant until = Instant.EPOCH;

  /** The most rows that are worth sending. */
  int rows(Instant now) {
    if (!now.isBefore(until)) {
      rows = Integer.MAX_VALUE;
    }
    return rows;
  }

  /** A call with so many rows was too large: half of them may pass. */
  void tooLarge(int sent, Instant now) {
    rows = Math.min(rows(now), Math.max(1, sent / 2));
    until = now.plus(LASTS);
  }
}
