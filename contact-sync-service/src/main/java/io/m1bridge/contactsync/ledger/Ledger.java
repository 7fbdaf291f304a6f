package io.m1bridge.contactsync.ledger;

import io.m1bridge.kafka.serde.JsonSerde;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Everything the task remembers besides the contacts, in one store with a prefix per kind: each
 * store costs a RocksDB and a changelog partition per task, and there are 24 tasks.
 */
public final class Ledger {

  private static final int TIME_DIGITS = 15;

  private final KeyValueStore<String, byte[]> store;

  public Ledger(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /**
   * The records of one kind.
   *
   * @param name prefix of their keys, without a slash
   */
  public <T> Section<T> section(String name, Class<T> type) {
    return new Section<>(store, name + "/", JsonSerde.of(type));
  }

  /**
   * Reads some records of one kind from outside of the task.
   *
   * @param ids how their ids begin, which ends in a slash
   * @param after the rest of the id to go on behind; empty for the first ones
   */
  public static <T> List<T> read(
      ReadOnlyKeyValueStore<String, byte[]> store,
      String name,
      Class<T> type,
      String ids,
      String after,
      int most) {
    Deserializer<T> reader = JsonSerde.of(type).deserializer();
    return part(store, name + "/" + ids, after, most, bytes -> reader.deserialize("ledger", bytes));
  }

  /** Reads one record from outside of the task. */
  public static <T> Optional<T> read(
      ReadOnlyKeyValueStore<String, byte[]> store, String name, Class<T> type, String id) {
    return Optional.ofNullable(store.get(name + "/" + id))
        .map(bytes -> JsonSerde.of(type).deserializer().deserialize("ledger", bytes));
  }

  private static <T> List<T> part(
      ReadOnlyKeyValueStore<String, byte[]> store,
      String prefix,
      String after,
      int most,
      Function<byte[], T> reader) {
    List<T> found = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> entries = store.range(prefix + after, end(prefix))) {
      while (entries.hasNext() && found.size() < most) {
        KeyValue<String, byte[]> entry = entries.next();
        if (!entry.key.equals(prefix + after)) {
          found.add(reader.apply(entry.value));
        }
      }
    }
    return found;
  }

  /** Whether nothing was ever written to it. */
  public boolean isEmpty() {
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      return !all.hasNext();
    }
  }

  /** A time as a part of a key: all have one length, so that their order is that of time. */
  public static String ordered(Instant time) {
    String millis = Long.toString(Math.max(0, time.toEpochMilli()));
    return "0".repeat(Math.max(0, TIME_DIGITS - millis.length())) + millis;
  }

  /** The first key behind all keys with the prefix, which ends in a slash. */
  public static String end(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + '0';
  }

  /** The records of one kind, by id. */
  public static final class Section<T> {
    private final KeyValueStore<String, byte[]> store;
    private final String prefix;
    private final Serde<T> serde;

    private Section(KeyValueStore<String, byte[]> store, String prefix, Serde<T> serde) {
      this.store = store;
      this.prefix = prefix;
      this.serde = serde;
    }

    public void put(String id, T value) {
      store.put(prefix + id, serde.serializer().serialize("ledger", value));
    }

    public Optional<T> get(String id) {
      byte[] bytes = store.get(prefix + id);
      return bytes == null ? Optional.empty() : Optional.of(read(bytes));
    }

    public void remove(String id) {
      store.delete(prefix + id);
    }

    /** All of them, in the order of their ids. */
    public List<T> all() {
      List<T> all = new ArrayList<>();
      try (KeyValueIterator<String, byte[]> entries = store.range(prefix, end(prefix))) {
        while (entries.hasNext()) {
          KeyValue<String, byte[]> entry = entries.next();
          all.add(read(entry.value));
        }
      }
      return all;
    }

    /**
     * Some of them, in the order of their ids.
     *
     * @param ids how their ids begin, which ends in a slash
     * @param after the rest of the id to go on behind; empty for the first ones
     */
    public List<T> part(String ids, String after, int most) {
      return Ledger.part(store, prefix + ids, after, most, this::read);
    }

    /**
     * Some of them with their ids, in the order of these.
     *
     * @param after the id to go on behind; empty for the first ones
     */
    public List<Map.Entry<String, T>> entries(String after, int most) {
      List<Map.Entry<String, T>> found = new ArrayList<>();
      try (KeyValueIterator<String, byte[]> entries = store.range(prefix + after, end(prefix))) {
        while (entries.hasNext() && found.size() < most) {
          KeyValue<String, byte[]> entry = entries.next();
          String id = entry.key.substring(prefix.length());
          if (!id.equals(after)) {
            found.add(Map.entry(id, read(entry.value)));
          }
        }
      }
      return found;
    }

    /** The first one whose id begins so, which ends in a slash. */
    public Optional<T> first(String ids) {
      String from = prefix + ids;
      try (KeyValueIterator<String, byte[]> entries = store.range(from, end(from))) {
        return entries.hasNext() ? Optional.of(read(entries.next().value)) : Optional.empty();
      }
    }

    private T read(byte[] bytes) {
      return serde.deserializer().deserialize("ledger", bytes);
    }
  }
}
