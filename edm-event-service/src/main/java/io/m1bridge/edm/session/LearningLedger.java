package io.m1bridge.edm.session;

import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;

/**
 * A ledger that may lack cores: an earlier version did not keep them. It learns them from the rows
 * that M1 lists, before M1 changes these.
 */
public final class LearningLedger implements RowLedger {

  private final RowLedger ledger;

  public LearningLedger(RowLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * At least as many are of its core: more than that would have to be known to be there at once.
   */
  @Override
  public void listed(RowKey row, int count) {
    if (ledger.published(row.core()) < count) {
      ledger.put(row.core(), count);
    }
  }

  @Override
  public int published(RowFingerprint fingerprint) {
    return ledger.published(fingerprint);
  }

  @Override
  public void put(RowFingerprint fingerprint, int count) {
    ledger.put(fingerprint, count);
  }

  @Override
  public int published(RowCore core) {
    return ledger.published(core);
  }

  @Override
  public void put(RowCore core, int count) {
    ledger.put(core, count);
  }
}
