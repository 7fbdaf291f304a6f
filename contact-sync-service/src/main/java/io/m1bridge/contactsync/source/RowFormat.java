package io.m1bridge.contactsync.source;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.change.Reason;
import io.m1bridge.contactsync.change.StrictJson;
import io.m1bridge.contactsync.mapping.Mapping;
import io.m1bridge.contactsync.mapping.Mapping.AccountOfDeletes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the records of a source look. */
interface RowFormat {

  /** What a record says of a row. */
  RowChange read(byte @Nullable [] value) throws BadChange;

  /**
   * Whether a record surely concerns a row, as far as that can be told without reading all of it.
   * What is wrong with it is found when it is read.
   */
  default boolean isSurelyOfARow(byte @Nullable [] value) {
    return true;
  }

  /** Whether a value is a placeholder for one that the source did not send. */
  default boolean isUnavailable(JsonValue value) {
    return false;
  }

  static RowFormat of(Mapping mapping) {
    return switch (mapping.format()) {
      case DEBEZIUM -> new DebeziumEnvelope();
      case DEBEZIUM_FLATTENED ->
          new DebeziumFlattened(mapping.accountOfDeletes() == AccountOfDeletes.ROW);
      case JSON -> RowFormat::plain;
    };
  }

  private static RowChange plain(byte @Nullable [] value) throws BadChange {
    return value == null
        ? new RowChange.Remove(new Members(Map.of()))
        : new RowChange.Put(object(value));
  }

  /** The object that a value is. */
  static Members object(byte[] value) throws BadChange {
    return object(StrictJson.read(value, "The value"));
  }

  /** The object that a value is. */
  static Members object(JsonValue value) throws BadChange {
    if (value instanceof Members object) {
      return object;
    }
    throw Problem.of(
            Reason.DATA_UNREADABLE,
            "The value is not a JSON object: correct the producer, or 'format' in the mapping")
        .thrown();
  }

  /** What stands in the schema wrapper of Kafka Connect's JsonConverter, if there is one. */
  static JsonValue unwrapped(JsonValue value) {
    if (value instanceof Members object
        && object.values().size() == 2
        && object.values().containsKey("schema")) {
      JsonValue payload = object.values().get("payload");
      return payload == null ? value : payload;
    }
    return value;
  }
}
