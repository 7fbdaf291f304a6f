package io.m1bridge.contactsync.mapping;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;

/** One step from what a source says to what M1 is told. Stateless. */
@FunctionalInterface
interface Converter {

  /**
   * Converts a value.
   *
   * @param name of the field, for the reason
   */
  JsonValue convert(String name, JsonValue value) throws BadChange;
}
