package io.m1bridge.contactsync.replay;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The topic of dead letters, read where one wants to. Not thread-safe. */
interface LetterLog extends AutoCloseable {

  /**
   * A part of a partition.
   *
   * @param end exclusive
   */
  record Part(long begin, long end) {
    boolean isEmpty() {
      return begin >= end;
    }
  }

  /**
   * What each partition holds now.
   *
   * @param from without what was written before this time; null for all
   */
  Map<Integer, Part> parts(@Nullable Instant from);

  /**
   * The first offset of each partition that was written at a time or later; those that have none
   * are missing.
   */
  Map<Integer, Long> offsetsAt(Instant time);

  /**
   * Reads parts whole.
   *
   * @param read makes of a record what is kept of it: letters may be large
   * @return by partition, in the order of their offsets; offsets may be missing
   */
  <T> Map<Integer, List<T>> read(
      Map<Integer, Part> parts, Function<ConsumerRecord<byte[], byte[]>, T> read);

  @Override
  void close();
}
