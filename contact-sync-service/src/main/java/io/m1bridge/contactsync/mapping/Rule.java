package io.m1bridge.contactsync.mapping;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How one field of a contact is made.
 *
 * @param nullWhereInvalid whether a value that cannot be taken counts as none, not as a dead letter
 */
record Rule(Origin origin, List<Converter> converters, boolean nullWhereInvalid) {

  Rule {
    converters = List.copyOf(converters);
  }

  /** The same with one more step. */
  Rule then(Converter last) {
    List<Converter> all = new ArrayList<>(converters);
    all.add(last);
    return new Rule(origin, all, nullWhereInvalid);
  }

  /**
   * The value for M1; null if the row does not say it.
   *
   * @param name of the field, for the reason
   * @param unavailable tells a placeholder for a value that the source did not send
   */
  @Nullable JsonValue value(String name, Members row, Predicate<JsonValue> unavailable)
      throws BadChange {
    JsonValue value = origin.of(name, row, unavailable);
    if (value != null) {
      for (Converter converter : converters) {
        value = converter.convert(name, value);
      }
    }
    return value;
  }
}
