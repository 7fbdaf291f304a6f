package io.m1bridge.edm.replay;

import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The topic of dead letters. Those of an account stand in one partition, which it shares with
 * others. Safe for several threads.
 */
public final class LetterTopic {

  private static final Duration POLL = Duration.ofMillis(500);

  /** Empty polls in a row: what is committed does not come. */
  private static final int PATIENCE = 20;

  /** How its consumer differs from Kafka's defaults. It has no group. */
  public static final Map<String, Object> SETTINGS =
      Map.of(
          "isolation.level",
          "read_committed",
          "enable.auto.commit",
          false,
          // Letters that retention took from under it would be passed over in silence.
          "auto.offset.reset",
          "none",
          "max.poll.records",
          1_000);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final TopicSpec topic;

  /**
   * @param consumers makes a consumer with {@link #SETTINGS}
   */
  public LetterTopic(Supplier<Consumer<byte[], byte[]>> consumers, TopicSpec topic) {
    this.consumers = consumers;
    this.topic = topic;
  }

  String name() {
    return topic.name();
  }

  /**
   * What of the account's partition was read.
   *
   * @param begin where reading began
   * @param whole whether nothing that was asked for stands before it
   */
  record Part(long begin, boolean whole) {}

  /**
   * Reads the account's partition, letters of other accounts included.
   *
   * @param from where to begin at the earliest; null for the beginning
   * @param most so many records before the end, at most
   * @param before where to end; null for the present end
   * @throws org.apache.kafka.common.KafkaException if they cannot be read
   */
  Part read(
      AccountId account,
      @Nullable Instant from,
      long most,
      @Nullable Long before,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    TopicPartition partition =
        new TopicPartition(
            topic.name(), AccountPartitioner.partition(account.value(), topic.partitions()));
    try (var consumer = consumers.get()) {
      List<TopicPartition> one = List.of(partition);
      long last = offset(consumer.endOffsets(one), partition);
      long end = before == null ? last : Math.min(before, last);
      long first = offset(consumer.beginningOffsets(one), partition);
      long wanted = from == null ? first : at(consumer, partition, from, end);
      long earliest = Math.max(first, wanted);
      long begin = Math.max(earliest, end - most);
      consumer.assign(one);
      consumer.seek(partition, begin);
      int empty = 0;
      while (consumer.position(partition) < end) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        empty = polled.isEmpty() ? empty + 1 : 0;
        if (empty > PATIENCE) {
          throw new TimeoutException("Dead letters do not come");
        }
        for (ConsumerRecord<byte[], byte[]> record : polled) {
          if (record.offset() < end) {
            visitor.accept(record);
          }
        }
      }
      return new Part(begin, begin == earliest);
    }
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition of) {
    return offsets.getOrDefault(of, 0L);
  }

  private static long at(
      Consumer<byte[], byte[]> consumer, TopicPartition of, Instant time, long otherwise) {
    @Nullable OffsetAndTimestamp at =
        consumer.offsetsForTimes(Map.of(of, time.toEpochMilli())).get(of);
    return at == null ? otherwise : at.offset();
  }
}
