package io.m1bridge.edm.stream;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;
import io.m1bridge.edm.poll.CampaignLedger;
import io.m1bridge.edm.poll.PutAway;
import io.m1bridge.edm.poll.RowSum;
import io.m1bridge.kafka.serde.JsonSerde;
import java.nio.ByteBuffer;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one campaign in a state store: one entry per distinct row, and one per core. That
 * its rows are put away stands in the same store: lost alone, an empty ledger would be taken for a
 * whole one.
 */
final class StoreLedger implements CampaignLedger {

  private static final int REMOVED_AT_ONCE = 2_500;
  private static final RowFingerprint FIRST = new RowFingerprint(0, 0);
  private static final RowFingerprint LAST = new RowFingerprint(-1, -1);
  private static final RowCore FIRST_CORE = new RowCore(0);
  private static final RowCore LAST_CORE = new RowCore(-1);
  private static final JsonSerde<PutAway> PUT_AWAY = JsonSerde.of(PutAway.class);

  private final KeyValueStore<Bytes, byte[]> store;
  private final LedgerKeys keys;
  private final LedgerKeys cores;
  private final Bytes putAwayKey;
  private Bytes removedTo;
  private Bytes coresRemovedTo;
  private boolean putAwayRead;
  private @Nullable PutAway putAway;

  StoreLedger(KeyValueStore<Bytes, byte[]> store, AccountDescriptor account, long campaignId) {
    this.store = store;
    this.keys = new LedgerKeys(account, campaignId);
    this.cores = LedgerKeys.cores(account, campaignId);
    this.putAwayKey = new LedgerKeys(account, LedgerKeys.PUT_AWAY).of(campaignId);
    this.removedTo = keys.of(FIRST);
    this.coresRemovedTo = cores.of(FIRST_CORE);
  }

  @Override
  public int published(RowFingerprint fingerprint) {
    return count(keys.of(fingerprint));
  }

  @Override
  public void put(RowFingerprint fingerprint, int count) {
    put(keys.of(fingerprint), count);
  }

  @Override
  public int published(RowCore core) {
    return count(cores.of(core));
  }

  @Override
  public void put(RowCore core, int count) {
    put(cores.of(core), count);
  }

  @Override
  public void lowerCores(ToIntFunction<RowCore> listed) {
    try (KeyValueIterator<Bytes, byte[]> all =
        store.range(cores.of(FIRST_CORE), cores.of(LAST_CORE))) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> one = all.next();
        int most = listed.applyAsInt(LedgerKeys.core(one.key));
        if (most == 0) {
          store.delete(one.key);
        } else if (most < ByteBuffer.wrap(one.value).getInt()) {
          put(one.key, most);
        }
      }
    }
  }

  private int count(Bytes key) {
    byte @Nullable [] count = store.get(key);
    return count == null ? 0 : ByteBuffer.wrap(count).getInt();
  }

  private void put(Bytes key, int count) {
    store.put(key, ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
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
    // There are no more of them than rows, but where an earlier version has removed rows only.
    removeCores(entries == 0 ? Integer.MAX_VALUE : entries);
    return removed;
  }

  private void removeCores(int most) {
    int entries = 0;
    try (KeyValueIterator<Bytes, byte[]> some = store.range(coresRemovedTo, cores.of(LAST_CORE))) {
      while (some.hasNext() && entries < most) {
        coresRemovedTo = some.next().key;
        store.delete(coresRemovedTo);
        entries++;
      }
    }
    if (entries < most) {
      coresRemovedTo = cores.of(FIRST_CORE);
    }
  }
}
