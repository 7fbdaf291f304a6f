package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.Original;
import io.m1bridge.contactsync.contact.OriginalBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Records as they came, as {@link OriginalBytes} and behind that the timestamp, which stores of
 * earlier versions lack; {@code null} stays {@code null}.
 */
public final class OriginalSerde implements Serde<Original> {

  @Override
  public Serializer<Original> serializer() {
    return (topic, original) -> write(original);
  }

  @Override
  public Deserializer<Original> deserializer() {
    return (topic, bytes) -> read(bytes);
  }

  @SuppressWarnings("NullAway") // Kafka's interface takes and returns null for a tombstone.
  private static byte[] write(@Nullable Original original) {
    if (original == null) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      OriginalBytes.write(out, original);
      Instant timestamp = original.timestamp();
      if (timestamp != null) {
        out.writeLong(timestamp.toEpochMilli());
      }
    } catch (IOException e) {
      throw new SerializationException("Cannot write an original", e);
    }
    return bytes.toByteArray();
  }

  @SuppressWarnings("NullAway") // Kafka's interface takes and returns null for a tombstone.
  private static Original read(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Original original = OriginalBytes.read(in);
      return in.available() == 0 ? original : original.at(Instant.ofEpochMilli(in.readLong()));
    } catch (IOException e) {
      throw new SerializationException("Cannot read an original", e);
    }
  }
}
