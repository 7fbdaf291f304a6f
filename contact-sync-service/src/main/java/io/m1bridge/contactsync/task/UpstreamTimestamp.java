package io.m1bridge.contactsync.task;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The stamp of a change as upstream set it. A negative one becomes zero, no time at all: Kafka
 * Streams would end the service over it, or pass the change over.
 */
final class UpstreamTimestamp implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(0, record.timestamp());
  }
}
