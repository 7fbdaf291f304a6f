package io.m1bridge.simulator.contact;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of a contact in one array: a million contacts of a dozen texts each would cost a gigabyte
 * as maps of strings. Each value stands as key, length and UTF-8; fields by their place in {@link
 * ContactField}, custom fields by their negative id minus one.
 */
final class PackedValues {
  private static final int HEAD = 2 * Integer.BYTES;
  private static final ContactField[] FIELDS = ContactField.values();

  private final byte[] bytes;

  PackedValues(Map<ContactField, String> fields, Map<Integer, String> custom) {
    Map<Integer, byte[]> values = new LinkedHashMap<>();
    new EnumMap<>(fields.isEmpty() ? new EnumMap<>(ContactField.class) : fields)
        .forEach((field, text) -> values.put(field.ordinal(), utf8(text)));
    custom.forEach((id, text) -> values.put(-1 - id, utf8(text)));
    int size = values.values().stream().mapToInt(value -> HEAD + value.length).sum();
    ByteBuffer packed = ByteBuffer.allocate(size);
    values.forEach((key, value) -> packed.putInt(key).putInt(value.length).put(value));
    bytes = packed.array();
  }

  @Nullable String text(ContactField field) {
    return value(field.ordinal());
  }

  @Nullable String custom(int propertyId) {
    return value(-1 - propertyId);
  }

  Map<ContactField, String> fields() {
    Map<ContactField, String> fields = new EnumMap<>(ContactField.class);
    for (int at = 0; at < bytes.length; at = next(at)) {
      if (key(at) >= 0) {
        fields.put(FIELDS[key(at)], text(at));
      }
    }
    return fields;
  }

  Map<Integer, String> custom() {
    Map<Integer, String> custom = new LinkedHashMap<>();
    for (int at = 0; at < bytes.length; at = next(at)) {
      if (key(at) < 0) {
        custom.put(-1 - key(at), text(at));
      }
    }
    return custom;
  }

  private @Nullable String value(int wanted) {
    for (int at = 0; at < bytes.length; at = next(at)) {
      if (key(at) == wanted) {
        return text(at);
      }
    }
    return null;
  }

  private int key(int at) {
    return ByteBuffer.wrap(bytes).getInt(at);
  }

  private int length(int at) {
    return ByteBuffer.wrap(bytes).getInt(at + Integer.BYTES);
  }

  private int next(int at) {
    return at + HEAD + length(at);
  }

  private String text(int at) {
    return new String(bytes, at + HEAD, length(at), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
