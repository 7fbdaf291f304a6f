package io.m1bridge.contactsync.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The topic by a consumer without a group that reads what is committed. */
final class KafkaLetterLog implements LetterLog {

  private static final Duration POLL = Duration.ofMillis(500);

  /** Empty polls in a row: what is committed does not come. */
  static final int PATIENCE = 20;

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;

  /**
   * @param consumer is closed with it
   */
  KafkaLetterLog(Consumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    this.topic = topic;
  }

  private List<TopicPartition> partitions() {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  @Override
  public Map<Integer, Part> parts(@Nullable Instant from) {
    List<TopicPartition> partitions = partitions();
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<Integer, Long> at = from == null ? Map.of() : offsetsAt(from);
    Map<Integer, Part> parts = new HashMap<>();
    for (TopicPartition one : partitions) {
      long end = ends.getOrDefault(one, 0L);
      long begin =
          from == null ? begins.getOrDefault(one, end) : at.getOrDefault(one.partition(), end);
      parts.put(one.partition(), new Part(begin, end));
    }
    return parts;
  }

  @Override
  public Map<Integer, Long> offsetsAt(Instant time) {
    Map<TopicPartition, Long> asked =
        partitions().stream().collect(Collectors.toMap(one -> one, one -> time.toEpochMilli()));
    Map<Integer, Long> found = new HashMap<>();
    for (Entry<TopicPartition, OffsetAndTimestamp> at :
        consumer.offsetsForTimes(asked).entrySet()) {
      @Nullable OffsetAndTimestamp offset = at.getValue();
      if (offset != null) {
        found.put(at.getKey().partition(), offset.offset());
      }
    }
    return found;
  }

  @Override
  public <T> Map<Integer, List<T>> read(
      Map<Integer, Part> parts, Function<ConsumerRecord<byte[], byte[]>, T> read) {
    Map<Integer, List<T>> all = new HashMap<>();
    parts.keySet().forEach(partition -> all.put(partition, new ArrayList<>()));
    consumer.assign(parts.keySet().stream().map(this::partition).toList());
    consumer.resume(consumer.assignment());
    parts.forEach((partition, part) -> consumer.seek(partition(partition), part.begin()));
    Collection<TopicPartition> open = open(parts);
    int empty = 0;
    while (!open.isEmpty()) {
      Collection<TopicPartition> done = new ArrayList<>(consumer.assignment());
      done.removeAll(open);
      consumer.pause(done);
      ConsumerRecords<byte[], byte[]> polled = poll();
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        @Nullable Part part = parts.get(record.partition());
        if (part != null && record.offset() >= part.begin() && record.offset() < part.end()) {
          all.computeIfAbsent(record.partition(), any -> new ArrayList<>()).add(read.apply(record));
        }
      }
      empty = polled.isEmpty() ? empty + 1 : 0;
      if (empty > PATIENCE) {
        throw new TimeoutException("Dead letters do not come");
      }
      open = open(parts);
    }
    return all;
  }

  /** What retention took meanwhile is no letter any more; the others are read. */
  private ConsumerRecords<byte[], byte[]> poll() {
    try {
      return consumer.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      consumer.seekToBeginning(e.partitions());
      return ConsumerRecords.empty();
    }
  }

  private Collection<TopicPartition> open(Map<Integer, Part> parts) {
    return parts.entrySet().stream()
        .filter(part -> consumer.position(partition(part.getKey())) < part.getValue().end())
        .map(part -> partition(part.getKey()))
        .toList();
  }

  private TopicPartition partition(int number) {
    return new TopicPartition(topic, number);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
