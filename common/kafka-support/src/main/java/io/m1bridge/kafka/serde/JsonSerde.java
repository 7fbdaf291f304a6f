package io.m1bridge.kafka.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.m1bridge.contracts.ContractJson;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A record type as JSON, for state stores and topics that only we write. Topics that others write
 * are read as bytes and parsed where a bad value becomes a dead letter: an exception from here ends
 * the task. {@code null} stays {@code null}.
 */
public final class JsonSerde<T> implements Serde<T> {

  private final Class<T> type;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  private JsonSerde(Class<T> type, ObjectMapper mapper) {
    this.type = type;
    this.reader = mapper.readerFor(type);
    this.writer = mapper.writerFor(type);
  }

  /** Returns a serde with the mapper of the contracts. */
  public static <T> JsonSerde<T> of(Class<T> type) {
    return of(type, ContractJson.mapper());
  }

  /** Returns a serde with a mapper that knows more, such as the subtypes of a sealed state. */
  public static <T> JsonSerde<T> of(Class<T> type, ObjectMapper mapper) {
    return new JsonSerde<>(type, mapper);
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> write(topic, value);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> read(topic, bytes);
  }

  @SuppressWarnings("NullAway") // Kafka's interface takes and returns null for a tombstone.
  private byte[] write(String topic, @Nullable T value) {
    if (value == null) {
      return null;
    }
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw failure("Cannot write", topic, e);
    }
  }

  @SuppressWarnings("NullAway") // Kafka's interface takes and returns null for a tombstone.
  private T read(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return reader.readValue(bytes);
    } catch (IOException e) {
      throw failure("Cannot read", topic, e);
    }
  }

  /** Leaves Jackson's message and the cause out: they quote the contents. */
  private SerializationException failure(String what, String topic, IOException e) {
    return new SerializationException(
        what
            + " a "
            + type.getSimpleName()
            + " of "
            + topic
            + ": "
            + e.getClass().getSimpleName()
            + " (contents not shown)");
  }
}
