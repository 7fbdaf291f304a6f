package io.m1bridge.edm.session;

import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;

/**
 * What was published of one campaign, dead letters included: per distinct row, how many; and per
 * core, how many that were alike then. It changes in the same transaction as the events go out.
 */
public interface RowLedger {

  /** How many rows with this fingerprint were published; 0 if none. */
  int published(RowFingerprint fingerprint);

  /** From now on {@code count} of them are published. */
  void put(RowFingerprint fingerprint, int count);

  /**
   * How many rows of this core were published, as far as is known: never more than were, and fewer
   * only of those that an earlier version published, or that became dead letters before a refill.
   */
  int published(RowCore core);

  /** From now on {@code count} of them are known to be published. */
  void put(RowCore core, int count);

  /**
   * M1 lists a row that is published.
   *
   * @param count how many rows with its fingerprint are
   */
  default void listed(RowKey row, int count) {}

  /** One more was published; returns which of the equal ones it is, from 1. */
  default int add(RowKey row) {
    int ordinal = published(row.fingerprint()) + 1;
    put(row.fingerprint(), ordinal);
    put(row.core(), published(row.core()) + 1);
    return ordinal;
  }
}
