package io.m1bridge.contactsync.change;

import io.m1bridge.contactsync.change.JsonValue.Bool;
import io.m1bridge.contactsync.change.JsonValue.Null;
import io.m1bridge.contactsync.change.JsonValue.Number;
import io.m1bridge.contactsync.change.JsonValue.Text;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a person does not want mail: true or false, also as text, or 1 or 0, as tables have it;
 * null takes it back.
 */
public final class OptOut {

  /** Its name in the contract. */
  public static final String NAME = "optOut";

  private static final Set<String> ZERO_ONE = Set.of("0", "1");

  private OptOut() {}

  /** Null if the change does not speak of it. */
  static @Nullable Boolean read(@Nullable JsonValue value) throws BadChange {
    if (value == null) {
      return null;
    }
    if (value instanceof Null) {
      return false;
    }
    if (value instanceof Bool bool) {
      return bool.value();
    }
    if (value instanceof Number number && ZERO_ONE.contains(number.written())) {
      return number.written().equals("1");
    }
    if (value instanceof Text text
        && (text.value().equals("true") || text.value().equals("false"))) {
      return text.value().equals("true");
    }
    // Another word may well mean "yes": taken for "no" it would be mailed.
    throw Problem.field(NAME, "is neither true nor false: send one of them, or null").thrown();
  }
}
