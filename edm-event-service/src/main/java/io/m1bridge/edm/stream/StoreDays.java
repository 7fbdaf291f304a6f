package io.m1bridge.edm.stream;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.edm.completeness.DayStore;
import io.m1bridge.edm.completeness.DayTally;
import io.m1bridge.kafka.serde.JsonSerde;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The days of one campaign in the ledger's store: JSON, under the keys of the campaign {@link
 * LedgerKeys#DAYS}, the real campaign (8 bytes) and the day since 1970 (8 bytes).
 */
final class StoreDays implements DayStore {

  private static final JsonSerde<DayTally> TALLIES = JsonSerde.of(DayTally.class);

  private final KeyValueStore<Bytes, byte[]> store;
  private final byte[] prefix;

  StoreDays(KeyValueStore<Bytes, byte[]> store, AccountDescriptor account, long campaignId) {
    this.store = store;
    byte[] days = new LedgerKeys(account, LedgerKeys.DAYS).prefix();
    this.prefix =
        ByteBuffer.allocate(days.length + Long.BYTES).put(days).putLong(campaignId).array();
  }

  @Override
  public @Nullable DayTally get(LocalDate day) {
    byte @Nullable [] kept = store.get(key(day));
    return kept == null ? null : read(kept);
  }

  @Override
  public void put(LocalDate day, DayTally tally) {
    store.put(key(day), TALLIES.serializer().serialize(EdmStores.LEDGER, tally));
  }

  @Override
  public Map<LocalDate, DayTally> all() {
    Map<LocalDate, DayTally> days = new TreeMap<>();
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.prefixScan(Bytes.wrap(prefix), new BytesSerializer())) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        long day = ByteBuffer.wrap(entry.key.get()).getLong(prefix.length);
        days.put(LocalDate.ofEpochDay(day), read(entry.value));
      }
    }
    return days;
  }

  private Bytes key(LocalDate day) {
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.length + Long.BYTES)
            .put(prefix)
            .putLong(day.toEpochDay())
            .array());
  }

  private static DayTally read(byte[] kept) {
    return TALLIES.deserializer().deserialize(EdmStores.LEDGER, kept);
  }
}
