package io.m1bridge.edm.session;

import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;
import java.util.function.ToIntFunction;

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
   * How many rows of this core were published and had not vanished when the whole list was last
   * read, as far as is known: fewer where an earlier version published them, or where they became
   * dead letters before a refill.
   */
  int published(RowCore core);

  /** From now on {@code count} of them are known to be published. */
  void put(RowCore core, int count);

  /** M1 lists that many published rows of this core, as far as one pass has seen. */
  default void listed(RowCore core, int count) {}

  /**
   * The whole list was read, and rows that were published are not in it: of no core more are known
   * from now on than it has. A row that comes later is none of those that vanished, changed.
   */
  void lowerCores(ToIntFunction<RowCore> listed);

  /** One more was published; returns which of the equal ones it is, from 1. */
  default int add(RowKey row) {
    int ordinal = published(row.fingerprint()) + 1;
    put(row.fingerprint(), ordinal);
    put(row.core(), published(row.core()) + 1);
    return ordinal;
  }
}
