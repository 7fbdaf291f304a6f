package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.store.OriginalSerde;
import io.m1bridge.kafka.serde.JsonSerde;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.LongAccumulator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A task's stores, in memory; they outlast it. */
public final class MemoryStores {

  private final MockProcessorContext<Void, Void> context =
      new MockProcessorContext<>(new Properties());
  private final LongAccumulator largest;
  private final TaskStores stores;

  /**
   * @param largest is told the bytes of each record
   */
  MemoryStores(LongAccumulator largest) {
    this.largest = largest;
    this.stores =
        new TaskStores(
            open("contacts", JsonSerde.of(ContactState.class)),
            open("originals", new OriginalSerde()),
            open("ledger", Serdes.ByteArray()));
  }

  /** The store below a ledger, where nothing else is needed. */
  public static KeyValueStore<String, byte[]> ledger() {
    return new MemoryStores(new LongAccumulator(Math::max, 0)).stores().ledger();
  }

  TaskStores stores() {
    return stores;
  }

  /** Keys of the records in whose bytes, or keys, a text stands. */
  List<String> recordsWith(String text) {
    List<String> found = new ArrayList<>();
    find(stores.contacts(), JsonSerde.of(ContactState.class), text, found);
    find(stores.originals(), new OriginalSerde(), text, found);
    find(stores.ledger(), Serdes.ByteArray(), text, found);
    return found;
  }

  private static <V> void find(
      KeyValueStore<String, V> store, Serde<V> serde, String text, List<String> found) {
    try (KeyValueIterator<String, V> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, V> record = all.next();
        byte[] value = serde.serializer().serialize("any", record.value);
        if (record.key.contains(text) || new String(value, StandardCharsets.UTF_8).contains(text)) {
          found.add(store.name() + " " + record.key);
        }
      }
    }
  }

  private <V> KeyValueStore<String, V> open(String name, Serde<V> serde) {
    KeyValueStore<String, V> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.String(), measured(serde))
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  private <V> Serde<V> measured(Serde<V> serde) {
    Serializer<V> measuring =
        (topic, value) -> {
          byte[] bytes = serde.serializer().serialize(topic, value);
          largest.accumulate(bytes == null ? 0 : bytes.length);
          return bytes;
        };
    return Serdes.serdeFrom(measuring, serde.deserializer());
  }
}
