package io.m1bridge.contactsync.mapping;

import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Members;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a value stands in a row: names joined by dots; {@code \.} is a dot within a name. */
record FieldPath(List<String> names) {

  private static final Pattern DOT = Pattern.compile("(?<!\\\\)\\.");

  FieldPath {
    names = List.copyOf(names);
  }

  static FieldPath of(String written) {
    return new FieldPath(DOT.splitAsStream(written).map(name -> name.replace("\\.", ".")).toList());
  }

  /** The value there, or null if there is none. What stands below a null is null. */
  @Nullable JsonValue in(JsonValue row) {
    JsonValue value = row;
    for (String name : names) {
      if (value instanceof JsonValue.Null) {
        return value;
      }
      value = value instanceof Members members ? members.values().get(name) : null;
      if (value == null) {
        return null;
      }
    }
    return value;
  }

  @Override
  public String toString() {
    return String.join(".", names);
  }
}
