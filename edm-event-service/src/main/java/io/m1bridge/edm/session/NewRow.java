package io.m1bridge.edm.session;

import io.m1bridge.contracts.EngagementIds;

/**
 * A row to publish, already in the ledger.
 *
 * @param ordinal among equal rows, from 1
 */
public record NewRow(ListedRow row, int ordinal) {

  /** The id of its event or dead letter. */
  public String eventId() {
    return EngagementIds.id(row.fingerprint(), ordinal);
  }
}
