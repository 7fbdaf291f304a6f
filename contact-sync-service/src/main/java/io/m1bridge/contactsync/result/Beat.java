package io.m1bridge.contactsync.result;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * Records that say nothing. Kafka cleans no segment that it still writes to, and closes one only
 * when a record comes: in a quiet partition a forgotten contact would stay for ever. Their keys
 * name their partitions, and no account.
 *
 * @param others finds the partition of all other records; null for Kafka's own way
 */
public record Beat(@Nullable StreamPartitioner<byte[], byte[]> others)
    implements StreamPartitioner<byte[], byte[]> {

  /** As an account's id none is valid: no store has anything behind it. */
  public static final String KEY = "@beat";

  static byte[] key(int partition) {
    return (KEY + "/" + partition).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, byte @Nullable [] key, byte @Nullable [] value, int partitions) {
    String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    if (text.startsWith(KEY + "/")) {
      return Optional.of(Set.of(Integer.parseInt(text.substring(KEY.length() + 1)) % partitions));
    }
    return others == null ? Optional.empty() : others.partitions(topic, key, value, partitions);
  }
}
