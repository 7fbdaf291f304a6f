package io.m1bridge.kafka.hold;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that gives no record before a {@link RecordGate} opens for it. Other partitions go on
 * meanwhile, nothing is lost, and the order within a partition stays.
 */
public final class HoldingConsumer extends KafkaConsumer<byte[], byte[]> {

  private final HeldPartitions partitions;

  /**
   * @param config of a {@link KafkaConsumer}
   */
  public HoldingConsumer(Map<String, Object> config, RecordGate gate) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    partitions = new HeldPartitions(gate, new Itself());
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    partitions.release();
    return partitions.pass(super.poll(timeout));
  }

  @Override
  public void pause(Collection<TopicPartition> paused) {
    partitions.pausedByUser(paused);
  }

  @Override
  public void resume(Collection<TopicPartition> resumed) {
    partitions.resumedByUser(resumed);
  }

  private final class Itself implements HeldPartitions.Reading {
    @Override
    public Set<TopicPartition> assignment() {
      return HoldingConsumer.super.assignment();
    }

    @Override
    public void pause(Collection<TopicPartition> paused) {
      HoldingConsumer.super.pause(paused);
    }

    @Override
    public void resume(Collection<TopicPartition> resumed) {
      HoldingConsumer.super.resume(resumed);
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata to) {
      HoldingConsumer.super.seek(partition, to);
    }
  }
}
