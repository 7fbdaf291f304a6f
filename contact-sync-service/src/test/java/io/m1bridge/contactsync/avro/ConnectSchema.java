package io.m1bridge.contactsync.avro;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * The Avro schema that Kafka Connect's AvroConverter makes of one of Connect's, as its JSON
 * converter writes it.
 */
public final class ConnectSchema {

  private static final String CONNECT = "org.apache.kafka.connect.data.";

  private final Map<String, Schema> records = new HashMap<>();

  private ConnectSchema() {}

  /** Of what stands in {@code schema} beside a {@code payload}. */
  public static Schema avro(JsonNode connect) {
    return new ConnectSchema().type(connect);
  }

  private Schema type(JsonNode connect) {
    Schema schema = required(connect);
    return connect.path("optional").asBoolean()
        ? Schema.createUnion(Schema.create(Schema.Type.NULL), schema)
        : schema;
  }

  private Schema required(JsonNode connect) {
    String name = connect.path("name").asText("");
    return switch (connect.path("type").asText()) {
      case "struct" -> record(connect, name);
      case "array" -> Schema.createArray(type(connect.get("items")));
      case "map" -> Schema.createMap(type(connect.get("values")));
      case "boolean" -> named(Schema.Type.BOOLEAN, name, connect);
      case "int8", "int16", "int32" -> named(Schema.Type.INT, name, connect);
      case "int64" -> named(Schema.Type.LONG, name, connect);
      case "float32" -> named(Schema.Type.FLOAT, name, connect);
      case "float64" -> named(Schema.Type.DOUBLE, name, connect);
      case "string" -> named(Schema.Type.STRING, name, connect);
      case "bytes" -> named(Schema.Type.BYTES, name, connect);
      default -> throw new IllegalArgumentException("No type of Connect");
    };
  }

  private static Schema named(Schema.Type type, String name, JsonNode connect) {
    Schema schema = Schema.create(type);
    if (name.isEmpty()) {
      return schema;
    }
    schema.addProp("connect.name", name);
    return switch (name) {
      case CONNECT + "Date" -> LogicalTypes.date().addToSchema(schema);
      case CONNECT + "Timestamp" -> LogicalTypes.timestampMillis().addToSchema(schema);
      case CONNECT + "Decimal" ->
          LogicalTypes.decimal(64, connect.path("parameters").path("scale").asInt())
              .addToSchema(schema);
      default -> schema;
    };
  }

  /** A record that stands there twice is defined once, as a schema of Avro has it. */
  private Schema record(JsonNode connect, String name) {
    Schema known = records.get(name);
    if (known != null) {
      return known;
    }
    Schema record = Schema.createRecord(name, null, null, false);
    records.put(name, record);
    record.addProp("connect.name", name);
    List<Schema.Field> fields = new ArrayList<>();
    for (JsonNode field : connect.get("fields")) {
      Schema type = type(field);
      fields.add(
          type.isNullable()
              ? new Schema.Field(field.get("field").asText(), type, null, JsonProperties.NULL_VALUE)
              : new Schema.Field(field.get("field").asText(), type));
    }
    record.setFields(fields);
    return record;
  }
}
