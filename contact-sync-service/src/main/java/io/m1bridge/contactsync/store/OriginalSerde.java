package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.Original;
import io.m1bridge.contactsync.contact.OriginalBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Records as they came, as {@link OriginalBytes}; {@code null} stays {@code null}. */
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
    try {
      OriginalBytes.write(new DataOutputStream(bytes), original);
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
    try {
      return OriginalBytes.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new SerializationException("Cannot read an original", e);
    }
  }
}
