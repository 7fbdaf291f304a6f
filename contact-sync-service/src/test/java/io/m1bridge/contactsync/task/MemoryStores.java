package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.store.OriginalSerde;
import io.m1bridge.kafka.serde.JsonSerde;
import java.util.Properties;
import java.util.concurrent.atomic.LongAccumulator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
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
