package io.m1bridge.contactsync.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.m1bridge.contactsync.change.JsonValue.Bool;
import io.m1bridge.contactsync.change.JsonValue.Items;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.JsonValue.Null;
import io.m1bridge.contactsync.change.JsonValue.Number;
import io.m1bridge.contactsync.change.JsonValue.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON without guessing. Two readers of one record must not see two contacts: no name stands
 * twice in an object, bytes are UTF-8, and a number is what was written, not the nearest double.
 */
public final class StrictJson {

  private static final int MAX_DEPTH = 100;

  /** A contact with all of its fields fits without growing the table. */
  private static final int USUAL_SIZE = 32;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // Labels are data: they must neither fill the JVM's string table nor fail by their
          // hashes.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private StrictJson() {}

  /**
   * Reads one value and nothing behind it.
   *
   * @param what names the text in the reason, such as {@code The value}
   */
  public static JsonValue read(byte[] utf8, String what) throws BadChange {
    return read(text(utf8, what), what);
  }

  /** The same, but an object's member of that name is passed over: it stands there as null. */
  public static JsonValue readWithout(String member, byte[] utf8, String what) throws BadChange {
    return read(text(utf8, what), what, member);
  }

  private static String text(byte[] utf8, String what) throws BadChange {
    String text = Utf8.strict(utf8);
    if (text == null) {
      throw Problem.of(Reason.DATA_UNREADABLE, what + " is not UTF-8: send JSON in UTF-8").thrown();
    }
    return text;
  }

  /** The same of a text. */
  public static JsonValue read(String json, String what) throws BadChange {
    return read(json, what, null);
  }

  private static JsonValue read(String json, String what, @Nullable String without)
      throws BadChange {
    // RFC 8259 lets a reader pass over a byte order mark.
    String text = json.startsWith("\ufeff") ? json.substring(1) : json;
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonToken first = parser.nextToken();
      JsonValue value = first == null ? null : outermost(parser, what, without);
      if (value != null && parser.nextToken() == null) {
        return value;
      }
    } catch (StreamConstraintsException e) {
      throw Problem.of(
              Reason.DATA_UNREADABLE,
              what
                  + " is nested more than "
                  + MAX_DEPTH
                  + " deep, or has a number or a name that is too long: leave that out, or send a"
                  + " long number as a text")
          .thrown();
    } catch (IOException e) {
      throw notJson(what).thrown();
    }
    throw notJson(what).thrown();
  }

  private static JsonValue outermost(JsonParser parser, String what, @Nullable String without)
      throws IOException, BadChange {
    return parser.currentToken() == JsonToken.START_OBJECT
        ? members(parser, what, without)
        : value(parser, what);
  }

  private static Problem notJson(String what) {
    return Problem.of(
        Reason.DATA_UNREADABLE, what + " is not one JSON value: correct the producer");
  }

  private static JsonValue value(JsonParser parser, String what) throws IOException, BadChange {
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(parser, what, null);
      case START_ARRAY -> items(parser, what);
      case VALUE_STRING -> new Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Number(parser.getText());
      case VALUE_TRUE -> new Bool(true);
      case VALUE_FALSE -> new Bool(false);
      default -> new Null();
    };
  }

  private static Items items(JsonParser parser, String what) throws IOException, BadChange {
    List<JsonValue> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(parser, what));
    }
    return new Items(values);
  }

  private static Members members(JsonParser parser, String what, @Nullable String without)
      throws IOException, BadChange {
    Map<String, JsonValue> values = new LinkedHashMap<>(USUAL_SIZE);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      @Nullable JsonValue earlier =
          values.put(name, name.equals(without) ? passedOver(parser) : value(parser, what));
      if (earlier != null) {
        throw Problem.of(
                Reason.DATA_UNREADABLE,
                what
                    + " has the name '"
                    + Texts.shown(name)
                    + "' twice in one object: send it once")
            .thrown();
      }
    }
    return new Members(values);
  }

  private static JsonValue passedOver(JsonParser parser) throws IOException {
    parser.skipChildren();
    return new Null();
  }

  /**
   * The text of an outermost member, or of one in the member {@code within}, found without building
   * the rest.
   *
   * @return null if there is none, or the JSON breaks off before it
   */
  public static @Nullable String peek(String name, String within, byte[] utf8) {
    try (JsonParser parser = FACTORY.createParser(utf8)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String found = parser.currentName();
        JsonToken token = parser.nextToken();
        if (found.equals(name)) {
          return token == JsonToken.VALUE_STRING ? parser.getText() : null;
        }
        // Its members are looked at as if they stood outside: what follows it is of no interest.
        if (!found.equals(within) || token != JsonToken.START_OBJECT) {
          parser.skipChildren();
        }
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  /** The JSON of a value in UTF-8, numbers as they were written. */
  public static byte[] write(JsonValue value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
      write(value, generator);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonValue value, JsonGenerator to) throws IOException {
    if (value instanceof Text text) {
      to.writeString(text.value());
    } else if (value instanceof Number number) {
      to.writeNumber(number.written());
    } else if (value instanceof JsonValue.Bool bool) {
      to.writeBoolean(bool.value());
    } else if (value instanceof Items items) {
      to.writeStartArray();
      for (JsonValue item : items.values()) {
        write(item, to);
      }
      to.writeEndArray();
    } else if (value instanceof Members members) {
      to.writeStartObject();
      for (Map.Entry<String, JsonValue> member : members.values().entrySet()) {
        to.writeFieldName(member.getKey());
        write(member.getValue(), to);
      }
      to.writeEndObject();
    } else {
      to.writeNull();
    }
  }
}
