package io.m1bridge.token.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.kafka.event.CloudEventRecords;
import io.m1bridge.m1.AccountId;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What the world is told about accounts, as CloudEvents. */
final class EventRecords {

  private final ObjectMapper json =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /** The record of {@code m1.accounts}; a tombstone without a descriptor. */
  ProducerRecord<String, byte[]> descriptor(
      String topic, AccountId id, @Nullable AccountDescriptor descriptor) {
    return descriptor == null
        ? new ProducerRecord<>(topic, id.value(), null)
        : event(topic, id.value(), AccountDescriptor.TYPE, descriptor, descriptor.updatedAt());
  }

  /** The record of {@code m1.account-events}. */
  ProducerRecord<String, byte[]> event(String topic, AccountEvent event) {
    return event(topic, event.account(), event.what().type(), event, event.at());
  }

  private ProducerRecord<String, byte[]> event(
      String topic, String account, String type, Object data, Instant at) {
    try {
      return CloudEventRecords.write(
          topic,
          account,
          CloudEventBuilder.v1()
              .withId(UUID.randomUUID().toString())
              .withSource(URI.create("/m1/" + account))
              .withType(type)
              .withSubject(account)
              .withTime(at.atOffset(ZoneOffset.UTC))
              .withData("application/json", json.writeValueAsBytes(data))
              .build());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An event of " + account + " cannot be written", e);
    }
  }
}
