package io.m1bridge.contactsync.avro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.testkit.registry.TestSchemaRegistry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Captured records of a table as the AvroConverter would have written them. Where a capture has no
 * schemas, they are those of another capture of the same table, with the columns that a row has.
 */
public final class CapturedAvro {

  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

  /** What {@code decimal.handling.mode=string} and {@code time.precision.mode=connect} change. */
  private static final Map<String, ObjectNode> FRIENDLY =
      Map.of(
          "credit", optional("string", ""),
          "birth_date", optional("int32", "org.apache.kafka.connect.data.Date"),
          "updated_at", optional("int64", "org.apache.kafka.connect.data.Timestamp"));

  private final TestSchemaRegistry registry;
  private final JsonNode keySchema;
  private final JsonNode envelope;
  private final Map<String, JsonNode> columns = new HashMap<>();

  /**
   * @param known records of the same table with their schemas
   * @param friendly whether decimals are texts, and times as Connect has them
   */
  public CapturedAvro(TestSchemaRegistry registry, Iterable<JsonNode> known, boolean friendly) {
    this.registry = registry;
    JsonNode last = null;
    for (JsonNode record : known) {
      if (record.get("value").has("schema")) {
        last = record;
        for (JsonNode column : record.at("/value/schema/fields/1/fields")) {
          columns.put(column.get("field").asText(), column);
        }
      }
    }
    if (last == null) {
      throw new IllegalArgumentException("A capture without schemas");
    }
    if (friendly) {
      FRIENDLY.forEach((name, type) -> columns.put(name, field(name, type)));
    }
    keySchema = last.at("/key/schema");
    envelope = last.at("/value/schema");
  }

  /** The key, with its schema in the registry. */
  public byte @Nullable [] key(JsonNode key) {
    return key.isNull() ? null : bytes(keySchema, key.has("payload") ? key.get("payload") : key);
  }

  /** The value, with its schema in the registry. */
  public byte @Nullable [] value(JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    if (value.has("payload")) {
      return bytes(value.get("schema"), value.get("payload"));
    }
    return bytes(value.has("op") ? envelope(value) : row(value, false), value);
  }

  private byte[] bytes(JsonNode connect, JsonNode payload) {
    return AvroBytes.framed(registry, ConnectSchema.avro(connect), payload);
  }

  private ObjectNode envelope(JsonNode value) {
    ObjectNode schema = envelope.deepCopy();
    JsonNode present = value.get("after").isNull() ? value.get("before") : value.get("after");
    ObjectNode row = row(present, true);
    for (int i = 0; i < 2; i++) {
      String name = schema.at("/fields/" + i).get("field").asText();
      ((ArrayNode) schema.get("fields")).set(i, field(name, row));
    }
    return schema;
  }

  private ObjectNode row(JsonNode row, boolean optional) {
    ObjectNode schema =
        NODES
            .objectNode()
            .put("type", "struct")
            .put("optional", optional)
            .put("name", "crmprod.crm.customers.Value");
    ArrayNode fields = schema.putArray("fields");
    row.fields()
        .forEachRemaining(
            member -> {
              String name = member.getKey();
              JsonNode known = columns.get(name);
              fields.add(known == null ? field(name, guessed(member.getValue())) : known);
            });
    return schema;
  }

  /** What transformations add. */
  private static ObjectNode guessed(JsonNode value) {
    return optional(value.isIntegralNumber() ? "int64" : "string", "");
  }

  private static ObjectNode optional(String type, String name) {
    ObjectNode schema = NODES.objectNode().put("type", type).put("optional", true);
    return name.isEmpty() ? schema : schema.put("name", name);
  }

  private static ObjectNode field(String name, ObjectNode schema) {
    return schema.deepCopy().put("field", name);
  }
}
