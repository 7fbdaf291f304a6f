package io.m1bridge.kafka.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * CloudEvents 1.0 on Kafka in binary mode, with the CloudEvents SDK. What upstream sends is read
 * elsewhere, by contact-sync alone: the SDK's reader takes the last of doubled headers and throws.
 */
public final class CloudEventRecords {

  private CloudEventRecords() {}

  /** Returns a record whose headers are the event's attributes and whose value is its data. */
  public static <K> ProducerRecord<K, byte[]> write(String topic, K key, CloudEvent event) {
    return KafkaMessageFactory.<K>createWriter(topic, key).writeBinary(event);
  }

  /** Returns the headers of {@link #write} alone, for records that Streams sends. */
  public static Headers headers(CloudEvent event) {
    return write("unused", "unused", event).headers();
  }
}
