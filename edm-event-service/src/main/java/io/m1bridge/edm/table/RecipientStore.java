package io.m1bridge.edm.table;

import io.m1bridge.edm.summary.ContactSummary;
import io.m1bridge.kafka.serde.JsonSerde;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of recipients: a summary each, and their marks in each campaign (4 bytes, 12 with
 * the time of a {@code sent} row). Both in one store, for every RocksDB of every partition takes
 * time to open. The changelog carries names and formats: they stand as long as {@link
 * TablesTopology#APPLICATION}.
 */
final class RecipientStore {

  static final String NAME = "recipients";

  private static final byte SUMMARY = 's';
  private static final byte MARKS = 'm';

  private final KeyValueStore<Bytes, byte[]> store;
  private final JsonSerde<ContactSummary> json = JsonSerde.of(ContactSummary.class);
  private final Serializer<ContactSummary> writer = json.serializer();
  private final Deserializer<ContactSummary> reader = json.deserializer();

  RecipientStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray());
  }

  ContactSummary summary(String account, String recipient) {
    byte[] value = store.get(key(SUMMARY, account + "/" + recipient));
    return value == null ? ContactSummary.NONE : reader.deserialize(NAME, value);
  }

  /** The same of a store that is only asked. */
  static ContactSummary summary(
      ReadOnlyKeyValueStore<Bytes, byte[]> asked, String account, String recipient) {
    byte[] value = asked.get(key(SUMMARY, account + "/" + recipient));
    try (Deserializer<ContactSummary> json = JsonSerde.of(ContactSummary.class).deserializer()) {
      return value == null ? ContactSummary.NONE : json.deserialize(NAME, value);
    }
  }

  void save(String account, String recipient, ContactSummary summary) {
    store.put(key(SUMMARY, account + "/" + recipient), writer.serialize(NAME, summary));
  }

  /**
   * What is kept of a recipient in a campaign.
   *
   * @param bits see {@code RecipientMark}
   * @param sentAt of the first {@code sent} row; null while there is none
   */
  record Mailed(int bits, @Nullable Instant sentAt) {}

  Mailed mailed(String account, long campaignId, String recipient) {
    byte[] value = store.get(key(MARKS, account + "/" + campaignId + "/" + recipient));
    if (value == null) {
      return new Mailed(0, null);
    }
    ByteBuffer bytes = ByteBuffer.wrap(value);
    int bits = bytes.getInt();
    return new Mailed(bits, bytes.hasRemaining() ? Instant.ofEpochMilli(bytes.getLong()) : null);
  }

  void save(String account, long campaignId, String recipient, Mailed mailed) {
    Instant sentAt = mailed.sentAt();
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + (sentAt == null ? 0 : Long.BYTES));
    bytes.putInt(mailed.bits());
    if (sentAt != null) {
      bytes.putLong(sentAt.toEpochMilli());
    }
    store.put(key(MARKS, account + "/" + campaignId + "/" + recipient), bytes.array());
  }

  /** Account ids hold no slash. */
  private static Bytes key(byte kind, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(1 + text.length).put(kind).put(text).array());
  }
}
