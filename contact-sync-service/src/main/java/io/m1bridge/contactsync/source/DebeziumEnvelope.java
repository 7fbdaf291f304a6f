package io.m1bridge.contactsync.source;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.JsonValue.Text;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.change.Reason;
import io.m1bridge.contactsync.change.StrictJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's change events, with or without the schema around them. The tombstone that follows a
 * delete says nothing new.
 */
final class DebeziumEnvelope implements RowFormat {

  private static final String OP = "op";
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final Set<String> OF_A_ROW = Set.of("c", "r", "u", "d");

  @Override
  public RowChange read(byte @Nullable [] value) throws BadChange {
    if (value == null) {
      return new RowChange.PassedOver("tombstone");
    }
    // The schema is several times as long as the row, and of no use here.
    JsonValue read = StrictJson.readWithout("schema", value, "The value");
    if (!(RowFormat.unwrapped(RowFormat.object(read)) instanceof Members event)) {
      throw notAnEvent();
    }
    JsonValue op = event.values().get(OP);
    if (op == null) {
      return withoutOperation(event);
    }
    return switch (op instanceof Text text ? text.value() : "") {
      case "c", "r", "u" -> new RowChange.Put(row(event, AFTER), before(event));
      case "d" -> {
        Members before = before(event);
        yield new RowChange.Remove(before == null ? new Members(Map.of()) : before);
      }
      case "m" -> new RowChange.PassedOver("message");
      case "t" ->
          throw Problem.of(
                  Reason.TRUNCATE_REFUSED,
                  "The source's table was truncated: nothing is deleted for that. Delete the rows"
                      + " one by one if that is meant, or keep 't' in the connector's"
                      + " skipped.operations")
              .thrown();
      default -> throw notAnEvent();
    };
  }

  @Override
  public boolean isSurelyOfARow(byte @Nullable [] value) {
    return value != null
        && OF_A_ROW.contains(String.valueOf(StrictJson.peek(OP, "payload", value)));
  }

  /** Heartbeats and the topic of transactions, where they come along. */
  private static RowChange withoutOperation(Members event) throws BadChange {
    Map<String, JsonValue> values = event.values();
    if (values.size() == 1 && values.containsKey("ts_ms")) {
      return new RowChange.PassedOver("heartbeat");
    }
    if (values.containsKey("status") && values.containsKey("event_count")) {
      return new RowChange.PassedOver("transaction");
    }
    throw notAnEvent();
  }

  private static Members row(Members event, String member) throws BadChange {
    if (event.values().get(member) instanceof Members row) {
      return row;
    }
    throw Problem.of(
            Reason.DATA_MISSING,
            "The event has no row in '" + member + "': correct the connector's transformations")
        .thrown();
  }

  /** Without REPLICA IDENTITY FULL it has the key columns and invented values for the others. */
  private static @Nullable Members before(Members event) {
    return event.values().get(BEFORE) instanceof Members row ? row : null;
  }

  /** The event that would delete a row. */
  static byte[] delete(Members row) {
    Map<String, JsonValue> event = new LinkedHashMap<>();
    event.put(BEFORE, row);
    event.put(AFTER, new JsonValue.Null());
    event.put(OP, new Text("d"));
    return StrictJson.write(new Members(event));
  }

  private static BadChange notAnEvent() {
    return Problem.of(
            Reason.DATA_UNREADABLE,
            "The value is no change event of Debezium: correct 'format' in the mapping"
                + " (debezium-flattened for rows out of ExtractNewRecordState)")
        .thrown();
  }

  @Override
  public boolean isUnavailable(JsonValue value) {
    return Unavailable.test(value);
  }
}
