package io.m1bridge.edm.table;

import io.m1bridge.edm.machine.Gateway;
import io.m1bridge.edm.machine.Trace;
import io.m1bridge.edm.machine.Traces;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The traces of recipients; for how many recipients an address counts as a gateway, and for which.
 * In one store, for every RocksDB of every partition takes time to open. The changelog carries
 * names and formats: they stand as long as {@link TablesTopology#APPLICATION}.
 */
final class MachineStore implements Traces {

  static final String NAME = "machine-traces";

  private static final byte TRACE = 't';
  private static final byte COUNT = 'c';
  private static final byte MEMBER = 'm';
  private static final byte[] NOTHING = {};

  private final KeyValueStore<Bytes, byte[]> store;

  MachineStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray());
  }

  @Override
  public Trace trace(String mailing, String recipient) {
    byte[] value = store.get(key(mailing, recipient));
    return value == null ? Trace.NONE : TraceCodec.read(value);
  }

  @Override
  public void save(String mailing, String recipient, Trace trace) {
    store.put(key(mailing, recipient), TraceCodec.write(trace));
  }

  @Override
  public int count(String mailing, Gateway gateway) {
    byte[] value = store.get(key(COUNT, mailing, gateway, ""));
    return value == null ? 0 : ByteBuffer.wrap(value).getInt();
  }

  @Override
  public void join(String mailing, Gateway gateway, String recipient) {
    if (store.putIfAbsent(key(MEMBER, mailing, gateway, recipient), NOTHING) == null) {
      count(mailing, gateway, count(mailing, gateway) + 1);
    }
  }

  @Override
  public void leave(String mailing, Gateway gateway, String recipient) {
    if (store.delete(key(MEMBER, mailing, gateway, recipient)) != null) {
      count(mailing, gateway, count(mailing, gateway) - 1);
    }
  }

  private void count(String mailing, Gateway gateway, int count) {
    Bytes key = key(COUNT, mailing, gateway, "");
    if (count == 0) {
      store.delete(key);
    } else {
      store.put(key, ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
    }
  }

  @Override
  public List<String> members(String mailing, Gateway gateway) {
    Bytes prefix = key(MEMBER, mailing, gateway, "");
    List<String> members = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found = store.prefixScan(prefix, new BytesSerializer())) {
      while (found.hasNext()) {
        byte[] key = found.next().key.get();
        int begin = prefix.get().length;
        members.add(new String(key, begin, key.length - begin, StandardCharsets.UTF_8));
      }
    }
    return members;
  }

  private static Bytes key(String mailing, String recipient) {
    byte[] text = (mailing + "/" + recipient).getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(1 + text.length).put(TRACE).put(text).array());
  }

  /** The gateway has a fixed length, so that no mailing's begins like another's. */
  private static Bytes key(byte kind, String mailing, Gateway gateway, String recipient) {
    byte[] begin = (mailing + "/").getBytes(StandardCharsets.UTF_8);
    byte[] end = recipient.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + begin.length + Long.BYTES + 1 + end.length)
            .put(kind)
            .put(begin)
            .putLong(gateway.address())
            .put((byte) (gateway.clicks() ? 1 : 0))
            .put(end)
            .array());
  }
}
