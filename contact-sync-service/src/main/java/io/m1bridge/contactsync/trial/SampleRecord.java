package io.m1bridge.contactsync.trial;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.JsonValue.Null;
import io.m1bridge.contactsync.change.JsonValue.Text;
import io.m1bridge.contactsync.change.KeyFormat;
import io.m1bridge.contactsync.change.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record as it would come from Kafka.
 *
 * @param key null for none
 * @param value null for none
 */
public record SampleRecord(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {

  /**
   * Reads a line of a sample: {@code {"key", "value", "headers"}} as captured, or a value alone.
   *
   * @param keyFormat as in the mapping; null: keys are JSON
   */
  public static SampleRecord read(String line, @Nullable KeyFormat keyFormat) throws BadChange {
    JsonValue read = StrictJson.read(line, "The line");
    if (!(read instanceof Members members) || !members.values().containsKey("value")) {
      return new SampleRecord(null, StrictJson.write(read), new RecordHeaders());
    }
    RecordHeaders headers = new RecordHeaders();
    if (members.values().get("headers") instanceof Members named) {
      for (Map.Entry<String, JsonValue> header : named.values().entrySet()) {
        headers.add(header.getKey(), text(header.getValue()));
      }
    }
    return of(members.values().get("key"), members.values().get("value"), headers, keyFormat);
  }

  static SampleRecord of(
      @Nullable JsonValue key,
      @Nullable JsonValue value,
      Headers headers,
      @Nullable KeyFormat keyFormat) {
    byte[] keyBytes = null;
    if (key != null && !(key instanceof Null)) {
      keyBytes = keyFormat == null ? StrictJson.write(key) : text(key);
    }
    return new SampleRecord(
        keyBytes, value == null || value instanceof Null ? null : StrictJson.write(value), headers);
  }

  private static byte[] text(JsonValue value) {
    return value instanceof Text text
        ? text.value().getBytes(StandardCharsets.UTF_8)
        : StrictJson.write(value);
  }
}
