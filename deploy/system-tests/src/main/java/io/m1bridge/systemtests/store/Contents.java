package io.m1bridge.systemtests.store;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys and values of a store, as bytes. */
final class Contents {

  private final Map<ByteBuffer, ByteBuffer> entries = new HashMap<>();

  /**
   * @param value null deletes the key
   */
  void put(byte[] key, byte @Nullable [] value) {
    if (value == null) {
      entries.remove(ByteBuffer.wrap(key));
    } else {
      entries.put(ByteBuffer.wrap(key), ByteBuffer.wrap(value));
    }
  }

  int size() {
    return entries.size();
  }

  /** Returns how the store differs from what was committed, in numbers only. */
  Optional<String> differenceFrom(Contents committed) {
    long never =
        entries.keySet().stream().filter(key -> !committed.entries.containsKey(key)).count();
    long missing =
        committed.entries.keySet().stream().filter(key -> !entries.containsKey(key)).count();
    long other =
        entries.entrySet().stream()
            .filter(entry -> committed.entries.containsKey(entry.getKey()))
            .filter(entry -> !entry.getValue().equals(committed.entries.get(entry.getKey())))
            .count();
    return never + missing + other == 0
        ? Optional.empty()
        : Optional.of(
            never
                + " keys were never committed, "
                + missing
                + " are missing, "
                + other
                + " differ");
  }
}
