package io.m1bridge.contactsync.avro;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.testkit.registry.TestSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Writes Avro by Avro's own writer, of values that stand there as JSON. */
public final class AvroBytes {

  private AvroBytes() {}

  /** As Confluent's serializer writes it, with its schema in the registry. */
  public static byte[] framed(TestSchemaRegistry registry, Schema schema, JsonNode value) {
    return TestSchemaRegistry.framed(registry.register(schema.toString()), of(schema, value));
  }

  /** The Avro alone. */
  public static byte[] of(Schema schema, JsonNode value) {
    return written(schema, value(schema, value));
  }

  static byte[] written(Schema schema, @Nullable Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<>(schema).write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A union has null and one other type, as those of Connect have; bytes stand there as Base64. */
  private static @Nullable Object value(Schema schema, JsonNode node) {
    return switch (schema.getType()) {
      case NULL -> null;
      case UNION -> node.isNull() || node.isMissingNode() ? null : value(other(schema), node);
      case RECORD -> record(schema, node);
      case ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        node.forEach(item -> items.add(value(schema.getElementType(), item)));
        yield items;
      }
      case MAP -> {
        Map<String, @Nullable Object> members = new HashMap<>();
        node.fields()
            .forEachRemaining(
                member ->
                    members.put(member.getKey(), value(schema.getValueType(), member.getValue())));
        yield members;
      }
      case ENUM -> new GenericData.EnumSymbol(schema, node.textValue());
      case FIXED -> new GenericData.Fixed(schema, base64(node));
      case BYTES -> ByteBuffer.wrap(base64(node));
      case STRING -> node.textValue();
      case BOOLEAN -> node.booleanValue();
      case INT -> node.intValue();
      case LONG -> node.longValue();
      case FLOAT -> node.floatValue();
      case DOUBLE -> node.doubleValue();
    };
  }

  private static GenericRecord record(Schema schema, JsonNode node) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.name(), value(field.schema(), node.path(field.name())));
    }
    return record;
  }

  private static Schema other(Schema union) {
    return union.getTypes().stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }

  private static byte[] base64(JsonNode node) {
    try {
      return node.binaryValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
