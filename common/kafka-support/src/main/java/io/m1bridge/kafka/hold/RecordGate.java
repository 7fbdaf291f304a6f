package io.m1bridge.kafka.hold;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Says which records may be read now. Asked by stream threads, several at once, before each poll:
 * it answers at once, and fetches what is missing elsewhere.
 */
@FunctionalInterface
public interface RecordGate {

  /** Whether a record may be read now; one that may not is asked for again. */
  boolean opensFor(ConsumerRecord<byte[], byte[]> record);
}
