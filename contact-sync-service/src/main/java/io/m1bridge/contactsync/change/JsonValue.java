package io.m1bridge.contactsync.change;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value with everything that was written: numbers keep their digits. {@code toString} tells
 * the kind only, since contacts are personal data.
 */
public sealed interface JsonValue {

  /** The text of a string, of a number as written, or of a boolean; null for all else. */
  default @Nullable String scalar() {
    return null;
  }

  /** Whether it is null or a text without content: neither says anything. */
  default boolean isBlank() {
    return this instanceof Null || (this instanceof Text text && text.value().isBlank());
  }

  /** A string. */
  record Text(String value) implements JsonValue {
    @Override
    public String scalar() {
      return value;
    }

    @Override
    public String toString() {
      return "Text";
    }
  }

  /**
   * A number.
   *
   * @param written exactly as it stood there
   */
  record Number(String written) implements JsonValue {
    @Override
    public String scalar() {
      return written;
    }

    /** Whether it has neither a fraction nor an exponent. */
    public boolean isInteger() {
      return written.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    }

    @Override
    public String toString() {
      return "Number";
    }
  }

  /** {@code true} or {@code false}. */
  record Bool(boolean value) implements JsonValue {
    @Override
    public String scalar() {
      return Boolean.toString(value);
    }
  }

  /** {@code null}. */
  record Null() implements JsonValue {}

  /** A list. */
  record Items(List<JsonValue> values) implements JsonValue {
    @Override
    public String toString() {
      return "Items[" + values.size() + "]";
    }
  }

  /** An object, in the order as written. */
  record Members(Map<String, JsonValue> values) implements JsonValue {
    @Override
    public String toString() {
      return "Members[" + values.size() + "]";
    }
  }
}
