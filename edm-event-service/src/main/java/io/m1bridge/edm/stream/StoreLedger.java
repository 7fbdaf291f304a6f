package io.m1bridge.edm.stream;

import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.poll.CampaignLedger;
import io.m1bridge.edm.poll.PutAway;
import io.m1bridge.edm.poll.RowSum;
import io.m1bridge.kafka.serde.JsonSerde;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one campaign in a state store: one entry per distinct row. That its rows are put
 * away stands in the same store: lost alone, an empty ledger would be taken for a whole one.
 */
final class StoreLedger implements CampaignLedger {

  private static final int REMOVED_AT_ONCE = 2_500;
  private static final RowFingerprint FIRST = new RowFingerprint(0, 0);
  private static final RowFingerprint LAST = new RowFingerprint(-1, -1);
  private static final JsonSerde<PutAway> PUT_AWAY = JsonSerde.of(PutAway.class);

  private final KeyValueStore<Bytes, byte[]> store;
  private final LedgerKeys keys;
  private final Bytes putAwayKey;
  private Bytes removedTo;
  private boolean putAwayRead;
  private @Nullable PutAway putAway;

  /**
   * @param putAwayKey of what is kept of rows that were put away
   */
  StoreLedger(KeyValueStore<Bytes, byte[]> store, LedgerKeys keys, Bytes putAwayKey) {
    this.store = store;
    this.keys = keys;
    this.putAwayKey = putAwayKey;
    this.removedTo = keys.of(FIRST);
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

  /** Read once: it is looked at several times a second, and written here only. */
  @Override
  public @Nullable PutAway putAway() {
    if (!putAwayRead) {
      byte @Nullable [] kept = store.get(putAwayKey);
      putAway = kept == null ? null : PUT_AWAY.deserializer().deserialize(EdmStores.LEDGER, kept);
      putAwayRead = true;
    }
    return putAway;
  }

  @Override
  public void keep(@Nullable PutAway other) {
    if (other == null) {
      store.delete(putAwayKey);
    } else {
      store.put(putAwayKey, PUT_AWAY.serializer().serialize(EdmStores.LEDGER, other));
    }
    putAway = other;
    putAwayRead = true;
  }

  @Override
  public RowSum removeSome() {
    RowSum removed = RowSum.NONE;
    int entries = 0;
    // From where the last ones ended: what is removed is skipped one by one.
    try (KeyValueIterator<Bytes, byte[]> rows = store.range(removedTo, keys.of(LAST))) {
      while (rows.hasNext() && entries < REMOVED_AT_ONCE) {
        KeyValue<Bytes, byte[]> row = rows.next();
        removed =
            removed.plus(LedgerKeys.fingerprint(row.key), ByteBuffer.wrap(row.value).getInt());
        store.delete(row.key);
        removedTo = row.key;
        entries++;
      }
    }
    if (entries == 0) {
      removedTo = keys.of(FIRST);
    }
    return removed;
  }
}
