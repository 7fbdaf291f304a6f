package io.m1bridge.contactsync.avro;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Bool;
import io.m1bridge.contactsync.change.JsonValue.Items;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.JsonValue.Null;
import io.m1bridge.contactsync.change.JsonValue.Text;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.change.Reason;
import io.m1bridge.contactsync.change.Utf8;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads one value by the schema that it was written with. Bytes may say anything: no length is
 * believed that goes beyond them, and neither depth nor the number of values has no bound.
 */
final class AvroReader {

  private static final int MAX_DEPTH = 100;

  /** As many as the JSON of the largest change could hold; an empty record takes no byte. */
  private static final int MAX_VALUES = 200_000;

  private final BinaryDecoder decoder;
  private int values;

  private AvroReader(BinaryDecoder decoder) {
    this.decoder = decoder;
  }

  /** What the bytes do not fit. */
  private static final class Unfit extends IOException {
    private static final long serialVersionUID = 1L;

    Unfit(String what) {
      super(what);
    }
  }

  /**
   * Reads all bytes from a place on.
   *
   * @param what names the part of the record in the reason
   */
  static JsonValue read(Schema schema, byte[] bytes, int from, String what) throws BadChange {
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null);
    try {
      JsonValue value = new AvroReader(decoder).value(schema, 0);
      if (decoder.isEnd()) {
        return value;
      }
      throw unreadable(what, "there are bytes behind it");
    } catch (Unfit e) {
      throw unreadable(what, String.valueOf(e.getMessage()));
    } catch (EOFException e) {
      throw unreadable(what, "its bytes end too early");
    } catch (IOException | AvroRuntimeException | UnsupportedOperationException e) {
      throw unreadable(what, "it is damaged");
    }
  }

  private static BadChange unreadable(String what, String why) {
    return Problem.of(
            Reason.AVRO_UNREADABLE,
            what
                + " does not fit the schema that it names ("
                + why
                + "): correct the producer's serializer")
        .thrown();
  }

  private JsonValue value(Schema schema, int depth) throws IOException {
    if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
      throw new Unfit("it is nested too deeply, or holds too many values");
    }
    return switch (schema.getType()) {
      case NULL -> new Null();
      case BOOLEAN -> new Bool(decoder.readBoolean());
      case INT -> LogicalValues.of(schema, decoder.readInt());
      case LONG -> LogicalValues.of(schema, decoder.readLong());
      case FLOAT -> LogicalValues.number(Float.toString(decoder.readFloat()));
      case DOUBLE -> LogicalValues.number(Double.toString(decoder.readDouble()));
      case STRING -> new Text(text());
      case BYTES -> LogicalValues.of(schema, bytes(length()));
      case FIXED -> LogicalValues.of(schema, bytes(schema.getFixedSize()));
      case ENUM -> new Text(one(schema.getEnumSymbols(), decoder.readEnum()));
      case UNION -> value(one(schema.getTypes(), decoder.readIndex()), depth + 1);
      case ARRAY -> items(schema.getElementType(), depth + 1);
      case MAP -> map(schema.getValueType(), depth + 1);
      case RECORD -> record(schema, depth + 1);
    };
  }

  private static <T> T one(List<T> of, int index) throws Unfit {
    if (index < 0 || index >= of.size()) {
      throw new Unfit("an enum or a union names what the schema does not have");
    }
    return of.get(index);
  }

  private int length() throws IOException {
    long length = decoder.readLong();
    if (length < 0 || length > decoder.inputStream().available()) {
      throw new Unfit("a length goes beyond its end");
    }
    return (int) length;
  }

  private byte[] bytes(int length) throws IOException {
    if (length > decoder.inputStream().available()) {
      throw new EOFException();
    }
    byte[] read = new byte[length];
    decoder.readFixed(read);
    return read;
  }

  private String text() throws IOException {
    String text = Utf8.strict(bytes(length()));
    if (text == null) {
      throw new Unfit("a text is not UTF-8");
    }
    return text;
  }

  private JsonValue record(Schema schema, int depth) throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (Schema.Field field : schema.getFields()) {
      members.put(field.name(), value(field.schema(), depth));
    }
    return new Members(members);
  }

  private JsonValue items(Schema element, int depth) throws IOException {
    List<JsonValue> items = new ArrayList<>();
    for (long block = decoder.readArrayStart(); block != 0; block = decoder.arrayNext()) {
      for (long i = 0; i < block; i++) {
        items.add(value(element, depth));
      }
    }
    return new Items(items);
  }

  private JsonValue map(Schema element, int depth) throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (long block = decoder.readMapStart(); block != 0; block = decoder.mapNext()) {
      for (long i = 0; i < block; i++) {
        String name = text();
        if (members.containsKey(name)) {
          throw new Unfit("a map has a name twice");
        }
        members.put(name, value(element, depth));
      }
    }
    return new Members(members);
  }
}
