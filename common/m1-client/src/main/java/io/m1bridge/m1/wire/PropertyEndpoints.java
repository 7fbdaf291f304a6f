package io.m1bridge.m1.wire;

import static io.m1bridge.m1.wire.Endpoint.Kind.READ_BY_POST;
import static io.m1bridge.m1.wire.Endpoint.Kind.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import java.util.List;

/** The calls that are about custom properties. */
final class PropertyEndpoints {

  static final List<Endpoint<?, ?>> ALL = List.of(add(), edit(), list(), delete());

  private PropertyEndpoints() {}

  private static Endpoint<M1Call.AddProperty, M1Answers.Done> add() {
    return new Endpoint<>(
        M1Call.AddProperty.class,
        WRITE,
        call ->
            property(
                new Parameters(),
                call.label(),
                call.fieldType(),
                call.description(),
                call.options()),
        Answer.done());
  }

  private static Endpoint<M1Call.EditProperty, M1Answers.Done> edit() {
    return new Endpoint<>(
        M1Call.EditProperty.class,
        WRITE,
        call ->
            property(
                new Parameters().put("id", call.id()),
                call.label(),
                call.fieldType(),
                call.description(),
                call.options()),
        Answer.done());
  }

  private static Endpoint<M1Call.ListProperties, M1Answers.Rows<M1Answers.Property>> list() {
    return new Endpoint<>(
        M1Call.ListProperties.class,
        READ_BY_POST,
        call -> new Parameters(),
        Answer.rows("list", (call, row) -> propertyRow(row)));
  }

  private static Endpoint<M1Call.DeleteProperty, M1Answers.Done> delete() {
    return new Endpoint<>(
        M1Call.DeleteProperty.class,
        WRITE,
        call -> new Parameters().put("id", call.id()),
        Answer.done());
  }

  private static Parameters property(
      Parameters out, String label, int fieldType, String description, List<String> options) {
    out.put("label", label).put("fieldType", fieldType).put("description", description);
    if (!options.isEmpty()) {
      ArrayNode array = Json.NODES.arrayNode();
      options.forEach(option -> array.addObject().put("label", option));
      out.put("subpropertys", array);
    }
    return out;
  }

  /** The page calls it {@code type} here, and {@code fieldType} where it is set. */
  private static M1Answers.Property propertyRow(JsonNode row) {
    return new M1Answers.Property(
        Json.requireNumber(row, "id"),
        Json.requireText(row, "label"),
        (int) Json.number(row, row.has("type") ? "type" : "fieldType").orElse(1),
        Json.text(row, "description"));
  }
}
