package io.m1bridge.edm.stream;

import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.session.RowLedger;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The ledger of one campaign in a state store: one entry per distinct row. */
final class StoreLedger implements RowLedger {

  private final KeyValueStore<Bytes, byte[]> store;
  private final LedgerKeys keys;

  StoreLedger(KeyValueStore<Bytes, byte[]> store, LedgerKeys keys) {
    this.store = store;
    this.keys = keys;
  }

  @Override
  public int published(RowFingerprint fingerprint) {
    byte @Nullable [] count = store.get(keys.of(fingerprint));
    return count == null ? 0 : ByteBuffer.wrap(count).getInt();
  }

  @Override
  public void put(RowFingerprint fingerprint, int count) {
    store.put(keys.of(fingerprint), ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
  }
}
