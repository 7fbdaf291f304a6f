package io.m1bridge.edm.poll;

import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.m1.M1Answers.EngagementRow;

/**
 * A row to publish, already in the ledger.
 *
 * @param ordinal among equal rows, from 1
 */
record NewRow(EngagementRow row, RowFingerprint fingerprint, int ordinal) {

  /** The id of its event. */
  String eventId() {
    return EngagementIds.id(fingerprint, ordinal);
  }
}
