package io.m1bridge.contactsync.consent;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Where the last records of partitions stand that a reader of committed ones sees. */
final class LastRecords {

  /** So many offsets before the end are looked at first. */
  private static final long FIRST_STRETCH = 100;

  private static final long WIDER = 100;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, Object> config;

  /**
   * @param connection Kafka client properties
   */
  LastRecords(Map<String, Object> connection) {
    config = new HashMap<>(connection);
    config.keySet().retainAll(ConsumerConfig.configNames());
    config
        .keySet()
        .removeAll(
            List.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
  }

  /**
   * The offsets behind the last records of partitions, not their ends: what stands there else,
   * marks of transactions and what was aborted, is passed over, and Streams never commits an offset
   * for it alone.
   *
   * @param from first offsets to look at; 0 where none is given
   * @param ends behind the last offsets
   * @return without partitions that have no record there
   * @throws TimeoutException if Kafka does not give all of one in time
   */
  Map<TopicPartition, Long> behind(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> behind = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      ends.forEach(
          (partition, end) -> {
            long begin = from.getOrDefault(partition, 0L);
            if (begin < end) {
              behind(consumer, partition, begin, end)
                  .ifPresent(offset -> behind.put(partition, offset));
            }
          });
    }
    return Map.copyOf(behind);
  }

  private static OptionalLong behind(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, long end) {
    consumer.assign(List.of(partition));
    for (long stretch = FIRST_STRETCH; ; stretch *= WIDER) {
      long begin = Math.max(from, end - stretch);
      OptionalLong behind = read(consumer, partition, begin, end);
      if (behind.isPresent() || begin == from) {
        return behind;
      }
    }
  }

  private static OptionalLong read(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long begin, long end) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    OptionalLong behind = OptionalLong.empty();
    consumer.seek(partition, begin);
    while (consumer.position(partition) < end) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(
            partition
                + " was not read within "
                + TimeUnit.NANOSECONDS.toSeconds(PATIENCE.toNanos())
                + " s");
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        behind = record.offset() < end ? OptionalLong.of(record.offset() + 1) : behind;
      }
    }
    return behind;
  }
}
