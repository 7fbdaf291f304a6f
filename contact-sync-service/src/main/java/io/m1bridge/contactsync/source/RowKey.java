package io.m1bridge.contactsync.source;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.ContactRules;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.KeyFormat;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.change.Reason;
import io.m1bridge.contactsync.change.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The key of a row as a text: one column as it is, several joined by {@code /}. Whatever the
 * columns hold, two keys never become one: a slash and a percent sign within a column are escaped
 * where there are several.
 *
 * @param format null: record keys are JSON
 * @param columns in the record's key or else in the row; empty: all of the record's key
 */
record RowKey(@Nullable KeyFormat format, List<String> columns) {

  private static final Members NO_ROW = new Members(Map.of());

  /** The key where the record's key alone tells it, without the row; else null. */
  @Nullable String alone(byte @Nullable [] key) throws BadChange {
    if (key == null || (format != null && !columns.isEmpty())) {
      return null;
    }
    if (format == null && !columns.isEmpty()) {
      return RowFormat.unwrapped(StrictJson.read(key, "The key")) instanceof Members members
              && members.values().keySet().containsAll(columns)
          ? joined(values(members, NO_ROW))
          : null;
    }
    return of(key, NO_ROW);
  }

  /** The columns of the record's key by name; none where it is one value. */
  Members columns(byte @Nullable [] key) throws BadChange {
    return format == null
            && key != null
            && RowFormat.unwrapped(StrictJson.read(key, "The key")) instanceof Members members
        ? members
        : NO_ROW;
  }

  /** The key of a record; the row is looked into for columns that the record's key lacks. */
  String of(byte @Nullable [] key, Members row) throws BadChange {
    if (format != null) {
      return columns.isEmpty() ? plain(key) : joined(values(NO_ROW, row));
    }
    JsonValue read = key == null ? null : RowFormat.unwrapped(StrictJson.read(key, "The key"));
    if (!columns.isEmpty()) {
      return joined(values(read instanceof Members members ? members : NO_ROW, row));
    }
    if (read == null) {
      throw missing();
    }
    return joined(
        read instanceof Members members
            ? new ArrayList<>(members.values().values())
            : List.of(read));
  }

  private String plain(byte @Nullable [] key) throws BadChange {
    if (key == null || key.length == 0) {
      throw missing();
    }
    String read = format == null ? null : format.read(key);
    if (read == null) {
      throw Problem.of(
              Reason.KEY_INVALID,
              "The record key is not "
                  + (format == null ? "JSON" : format.words())
                  + ": set 'key-format' in the mapping to json, text, long, uuid or hex")
          .thrown();
    }
    return ContactRules.checkedKey(read, "The record key");
  }

  private List<JsonValue> values(Members key, Members row) throws BadChange {
    List<JsonValue> values = new ArrayList<>(columns.size());
    for (String column : columns) {
      JsonValue value = key.values().get(column);
      value = value == null ? row.values().get(column) : value;
      if (value == null) {
        throw Problem.of(
                Reason.KEY_MISSING,
                "Neither the record key nor the row has the mapping's 'key' column '"
                    + column
                    + "': correct 'key' in the mapping")
            .thrown();
      }
      values.add(value);
    }
    return values;
  }

  private static String joined(List<JsonValue> values) throws BadChange {
    if (values.isEmpty()) {
      throw missing();
    }
    List<String> texts = new ArrayList<>(values.size());
    for (JsonValue value : values) {
      String text = text(value);
      texts.add(values.size() == 1 ? text : text.replace("%", "%25").replace("/", "%2F"));
    }
    return ContactRules.checkedKey(String.join("/", texts), "The row's key");
  }

  private static String text(JsonValue value) throws BadChange {
    String scalar = value.scalar();
    if (scalar != null) {
      return scalar;
    }
    throw Problem.of(
            Reason.KEY_INVALID,
            "A part of the key is null, a list or an object: name other columns in the mapping's"
                + " 'key'")
        .thrown();
  }

  private static BadChange missing() {
    return Problem.of(
            Reason.KEY_MISSING,
            "The record has no key: send one, or name columns in the mapping's 'key'")
        .thrown();
  }
}
