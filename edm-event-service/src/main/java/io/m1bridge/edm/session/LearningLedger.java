package io.m1bridge.edm.session;

import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;
import java.util.function.ToIntFunction;

/**
 * A ledger that may lack cores: an earlier version did not keep them, or their rows had vanished
 * and came back. It learns them from the rows that M1 lists, before M1 changes these.
 */
public final class LearningLedger implements RowLedger {

  private final RowLedger ledger;

  public LearningLedger(RowLedger ledger) {
    this.ledger = ledger;
  }

  /** They are published, and listed: so many M1 may change. */
  @Override
  public void listed(RowCore core, int count) {
    if (ledger.published(core) < count) {
      ledger.put(core, count);
    }
  }

  @Override
  public void lowerCores(ToIntFunction<RowCore> listed) {
    ledger.lowerCores(listed);
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
