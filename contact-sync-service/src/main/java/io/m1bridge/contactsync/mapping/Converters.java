package io.m1bridge.contactsync.mapping;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Items;
import io.m1bridge.contactsync.change.JsonValue.Null;
import io.m1bridge.contactsync.change.JsonValue.Number;
import io.m1bridge.contactsync.change.JsonValue.Text;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.change.StrictJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Converters for texts, tables and lists. All but {@link #otherwise} and {@link #lookup} leave null
 * alone: what is not there stays not there.
 */
final class Converters {

  private Converters() {}

  /** {@code trim}, {@code lower}, {@code upper}. */
  static Converter text(UnaryOperator<String> change) {
    return (name, value) ->
        value instanceof Null ? value : new Text(change.apply(scalar(name, value)));
  }

  /** A value in place of null and of a blank text. */
  static Converter otherwise(String constant) {
    return (name, value) -> value.isBlank() ? new Text(constant) : value;
  }

  /**
   * A table of texts.
   *
   * @param table by the text of the value; null as the entry {@code null}, if there is one
   * @param rest for what is not in the table; null: that is a dead letter
   */
  static Converter lookup(Map<String, JsonValue> table, @Nullable JsonValue rest) {
    Map<String, JsonValue> entries = Map.copyOf(table);
    return (name, value) -> {
      JsonValue found = entries.get(value instanceof Null ? "null" : scalar(name, value));
      if (found != null) {
        return found;
      }
      if (value instanceof Null) {
        return value;
      }
      if (rest != null) {
        return rest;
      }
      throw Problem.field(
              name, "has a value that is not in the mapping's lookup: add it there, or an 'else'")
          .thrown();
    };
  }

  /** Words for true and false. */
  static Converter bool(String yes, String no) {
    return (name, value) -> {
      if (value instanceof Null) {
        return value;
      }
      String written = scalar(name, value).strip().toLowerCase(Locale.ROOT);
      return switch (written) {
        case "true", "t", "yes", "y", "1" -> new Text(yes);
        case "false", "f", "no", "n", "0" -> new Text(no);
        default ->
            throw Problem.field(name, "is neither true nor false: send one of them").thrown();
      };
    };
  }

  /**
   * Connect's Decimal as JSON: the unscaled number in Base64, big-endian two's complement. Its
   * scale stands in the schema only, so it has to be told.
   */
  static Converter decimal(int scale) {
    return (name, value) -> {
      if (value instanceof Null || value instanceof Number) {
        return value;
      }
      try {
        byte[] unscaled = Base64.getDecoder().decode(scalar(name, value));
        return new Text(new BigDecimal(new BigInteger(unscaled), scale).toPlainString());
      } catch (IllegalArgumentException e) {
        throw Problem.field(
                name,
                "is not a decimal in Base64: take the converter 'decimal' out if the connector has"
                    + " decimal.handling.mode=string")
            .thrown();
      }
    };
  }

  /** A text as the list of its parts; blank ones are none. */
  static Converter split(String separator) {
    Pattern pattern = Pattern.compile(Pattern.quote(separator));
    return (name, value) -> {
      if (value instanceof Null || value instanceof Items) {
        return value;
      }
      List<JsonValue> parts = new ArrayList<>();
      for (String part : pattern.split(scalar(name, value), -1)) {
        if (!part.isBlank()) {
          parts.add(new Text(part.strip()));
        }
      }
      return new Items(parts);
    };
  }

  /** A list as one text; nulls in it are passed over. */
  static Converter join(String separator) {
    return (name, value) -> {
      if (!(value instanceof Items items)) {
        return value;
      }
      StringJoiner joined = new StringJoiner(separator);
      for (JsonValue item : items.values()) {
        if (!(item instanceof Null)) {
          joined.add(scalar(name, item));
        }
      }
      return new Text(joined.toString());
    };
  }

  /** The value at a path of the JSON that stands in a text, as jsonb columns come. */
  static Converter json(FieldPath path) {
    return (name, value) -> {
      if (value instanceof Null) {
        return value;
      }
      JsonValue read =
          value instanceof Text text
              ? StrictJson.read(text.value(), "The text in field '" + name + "'")
              : value;
      JsonValue found = path.in(read);
      return found == null ? new Null() : found;
    };
  }

  /** The text of a value that is neither a list nor an object. */
  static String scalar(String name, JsonValue value) throws BadChange {
    String scalar = value.scalar();
    if (scalar != null) {
      return scalar;
    }
    throw Problem.field(
            name,
            "is a list or an object in the source: name a part of it by its path, or use 'join' or"
                + " 'json'")
        .thrown();
  }
}
