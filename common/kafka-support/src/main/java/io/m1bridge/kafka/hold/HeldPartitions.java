package io.m1bridge.kafka.hold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions of a consumer whose next record may not be read yet. Such a record, and all behind it
 * in its partition, stay in Kafka, as if they had not been written: the consumer goes back to it
 * and pauses. Whoever uses the consumer pauses and resumes partitions, too; both have to agree
 * before a partition is read. Not thread-safe, as a consumer is not.
 *
 * <p>Why: {@code docs/rationale.md#a-record-whose-schema-is-missing-stays-in-kafka}.
 */
final class HeldPartitions {

  private final RecordGate gate;
  private final Reading consumer;
  private final Map<TopicPartition, ConsumerRecord<byte[], byte[]>> held = new HashMap<>();
  private final Set<TopicPartition> pausedByUser = new HashSet<>();

  /** What a consumer does of itself, without this; as Kafka's {@code Consumer} has it. */
  interface Reading {

    Set<TopicPartition> assignment();

    void pause(Collection<TopicPartition> partitions);

    void resume(Collection<TopicPartition> partitions);

    void seek(TopicPartition partition, OffsetAndMetadata to);
  }

  HeldPartitions(RecordGate gate, Reading consumer) {
    this.gate = gate;
    this.consumer = consumer;
  }

  /** Lets partitions go on whose records may be read by now. */
  void release() {
    if (held.isEmpty()) {
      return;
    }
    Set<TopicPartition> assigned = consumer.assignment();
    Iterator<Map.Entry<TopicPartition, ConsumerRecord<byte[], byte[]>>> each =
        held.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<TopicPartition, ConsumerRecord<byte[], byte[]>> one = each.next();
      boolean ours = assigned.contains(one.getKey());
      if (!ours || gate.opensFor(one.getValue())) {
        each.remove();
        if (ours && !pausedByUser.contains(one.getKey())) {
          consumer.resume(Set.of(one.getKey()));
        }
      }
    }
  }

  /** What of the records that were read may be given on; partitions of others are held. */
  ConsumerRecords<byte[], byte[]> pass(ConsumerRecords<byte[], byte[]> read) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> passed = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(read.nextOffsets());
    boolean whole = true;
    for (TopicPartition partition : read.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> records = read.records(partition);
      int count = passing(records);
      if (count < records.size()) {
        whole = false;
        next.put(partition, hold(partition, records.get(count)));
      }
      if (count > 0) {
        passed.put(partition, records.subList(0, count));
      }
    }
    return whole ? read : new ConsumerRecords<>(passed, next);
  }

  private int passing(List<ConsumerRecord<byte[], byte[]>> records) {
    for (int i = 0; i < records.size(); i++) {
      if (!gate.opensFor(records.get(i))) {
        return i;
      }
    }
    return records.size();
  }

  private OffsetAndMetadata hold(TopicPartition partition, ConsumerRecord<byte[], byte[]> record) {
    OffsetAndMetadata at = new OffsetAndMetadata(record.offset(), record.leaderEpoch(), "");
    held.put(partition, record);
    consumer.pause(Set.of(partition));
    consumer.seek(partition, at);
    return at;
  }

  void pausedByUser(Collection<TopicPartition> partitions) {
    pausedByUser.addAll(partitions);
    consumer.pause(partitions);
  }

  void resumedByUser(Collection<TopicPartition> partitions) {
    pausedByUser.removeAll(partitions);
    List<TopicPartition> free = new ArrayList<>(partitions);
    free.removeAll(held.keySet());
    consumer.resume(free);
  }
}
