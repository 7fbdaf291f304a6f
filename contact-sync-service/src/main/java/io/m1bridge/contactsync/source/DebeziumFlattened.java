package io.m1bridge.contactsync.source;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Bool;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.JsonValue.Text;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's rows out of {@code ExtractNewRecordState}. A deleted row comes with {@code __deleted},
 * or without any value, or as both, as the connector is told; its other columns are invented.
 *
 * @param deletesHaveRows whether each deleted row comes whole: a tombstone only follows it then
 */
record DebeziumFlattened(boolean deletesHaveRows) implements RowFormat {

  private static final String DELETED = "__deleted";

  @Override
  public RowChange read(byte @Nullable [] value) throws BadChange {
    if (value == null) {
      return deletesHaveRows
          ? new RowChange.PassedOver("tombstone")
          : new RowChange.Remove(new Members(Map.of()));
    }
    Members read = RowFormat.object(value);
    Members row = RowFormat.unwrapped(read) instanceof Members unwrapped ? unwrapped : read;
    JsonValue deleted = row.values().get(DELETED);
    boolean gone =
        (deleted instanceof Text text && text.value().equals("true"))
            || (deleted instanceof Bool bool && bool.value());
    return gone ? new RowChange.Remove(row) : new RowChange.Put(row);
  }

  @Override
  public boolean isUnavailable(JsonValue value) {
    return Unavailable.test(value);
  }
}
