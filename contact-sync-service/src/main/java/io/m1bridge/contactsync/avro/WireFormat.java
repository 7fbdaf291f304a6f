package io.m1bridge.contactsync.avro;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How Confluent's serializers write: a zero byte, the id of the schema in four bytes, the Avro. */
final class WireFormat {

  /** Bytes before the Avro. */
  static final int HEAD = 5;

  private WireFormat() {}

  /** Whether bytes are Avro. JSON never begins with a zero byte, nor does text in UTF-8. */
  static boolean isAvro(byte @Nullable [] bytes) {
    return bytes != null && bytes.length >= HEAD && bytes[0] == 0;
  }

  /** The id of the schema. */
  static int schemaId(byte[] avro) {
    return ByteBuffer.wrap(avro).getInt(1);
  }
}
