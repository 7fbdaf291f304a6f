package io.m1bridge.contactsync.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A topic of dead letters in memory; counts what is read of it. */
final class LetterTopic implements LetterLog {

  private final Map<Integer, List<ConsumerRecord<byte[], byte[]>>> partitions = new TreeMap<>();
  private final Map<Integer, Long> begins = new HashMap<>();
  private int reads;
  private boolean open = true;

  /**
   * @param partitions numbered from 0
   */
  LetterTopic(int partitions) {
    for (int partition = 0; partition < partitions; partition++) {
      this.partitions.put(partition, new ArrayList<>());
    }
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    partitions.get(record.partition()).add(record);
  }

  /** Offsets before this one are gone. */
  void beginsAt(int partition, long offset) {
    begins.put(partition, offset);
    partitions.get(partition).removeIf(record -> record.offset() < offset);
  }

  int reads() {
    return reads;
  }

  boolean isOpen() {
    return open;
  }

  private long end(int partition) {
    List<ConsumerRecord<byte[], byte[]>> records = partitions.get(partition);
    return records.isEmpty()
        ? begins.getOrDefault(partition, 0L)
        : records.get(records.size() - 1).offset() + 1;
  }

  @Override
  public Map<Integer, Part> parts(@Nullable Instant from) {
    Map<Integer, Part> parts = new HashMap<>();
    for (int partition : partitions.keySet()) {
      long begin =
          from == null
              ? begins.getOrDefault(partition, 0L)
              : offsetsAt(from).getOrDefault(partition, end(partition));
      parts.put(partition, new Part(begin, end(partition)));
    }
    return parts;
  }

  @Override
  public Map<Integer, Long> offsetsAt(Instant time) {
    Map<Integer, Long> found = new HashMap<>();
    partitions.forEach(
        (partition, records) ->
            records.stream()
                .filter(record -> record.timestamp() >= time.toEpochMilli())
                .findFirst()
                .ifPresent(record -> found.put(partition, record.offset())));
    return found;
  }

  @Override
  public <T> Map<Integer, List<T>> read(
      Map<Integer, Part> parts, Function<ConsumerRecord<byte[], byte[]>, T> read) {
    reads++;
    Map<Integer, List<T>> all = new HashMap<>();
    parts.forEach(
        (partition, part) ->
            all.put(
                partition,
                partitions.get(partition).stream()
                    .filter(record -> record.offset() >= part.begin())
                    .filter(record -> record.offset() < part.end())
                    .map(read)
                    .toList()));
    return all;
  }

  @Override
  public void close() {
    open = false;
  }
}
