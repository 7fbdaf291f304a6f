package io.m1bridge.contactsync.change;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How the record key of a source is read. Whatever the format, two keys never become one.
 *
 * <p>Why: {@code docs/rationale.md#keys-are-not-cleaned}.
 */
public enum KeyFormat {
  /** UTF-8. */
  TEXT("text in UTF-8"),
  /** Eight bytes, big-endian, as Kafka's LongSerializer writes. */
  LONG("a number of 8 bytes"),
  /** Sixteen bytes. Kafka's UUIDSerializer writes text instead. */
  UUID("a UUID of 16 bytes"),
  /** Any bytes, as their hexadecimal digits. */
  HEX("bytes"),
  /** JSON, or Avro that became JSON: a text, a number, or an object with one of them. */
  JSON("a text or a number in JSON or Avro, alone or as the one member of an object");

  private static final int UUID_BYTES = 16;

  private final String words;

  KeyFormat(String words) {
    this.words = words;
  }

  /** The key as a text, or null if the bytes are not of this format. */
  public @Nullable String read(byte[] key) {
    return switch (this) {
      case TEXT -> Utf8.strict(key);
      case LONG -> key.length == Long.BYTES ? Long.toString(ByteBuffer.wrap(key).getLong()) : null;
      case UUID -> key.length == UUID_BYTES ? uuid(ByteBuffer.wrap(key)) : null;
      case HEX -> HexFormat.of().formatHex(key);
      case JSON -> json(key);
    };
  }

  private static @Nullable String json(byte[] key) {
    try {
      JsonValue read = StrictJson.read(key, "The record key");
      return read instanceof JsonValue.Members members && members.values().size() == 1
          ? members.values().values().iterator().next().scalar()
          : read.scalar();
    } catch (BadChange e) {
      // Its advice speaks of JSON; whoever asks knows better what to say of a key.
      return null;
    }
  }

  private static String uuid(ByteBuffer key) {
    return new java.util.UUID(key.getLong(), key.getLong()).toString();
  }

  /** For people. */
  public String words() {
    return words;
  }
}
