package io.m1bridge.contactsync.source;

import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Items;
import io.m1bridge.contactsync.change.JsonValue.Text;

/**
 * Debezium's placeholder for a large column that an update did not touch, in the forms that it has
 * as text, as a list and as bytes. Taken for a value, it would be written over the person's notes.
 */
final class Unavailable {

  private static final String TEXT = "__debezium_unavailable_value";
  private static final String BASE64 = "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==";

  private Unavailable() {}

  static boolean test(JsonValue value) {
    if (value instanceof Text text) {
      return text.value().equals(TEXT) || text.value().equals(BASE64);
    }
    return value instanceof Items items
        && items.values().size() == 1
        && test(items.values().get(0));
  }
}
