package io.m1bridge.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the rows of {@code contact/add}: objects, gender boolean, birthday epoch ms, {@code _zh}
 * names.
 */
final class AddRowReader {
  private AddRowReader() {}

  static ContactRow read(JsonNode row) throws BadRow {
    if (!row.isObject()) {
      throw new BadRow();
    }
    Map<ContactField, String> fields = new EnumMap<>(ContactField.class);
    Map<Integer, String> custom = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> it = row.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = it.next();
      // The page's own example has a trailing blank in "city_zh ".
      String name = entry.getKey().trim();
      JsonNode value = entry.getValue();
      if (name.equals("propertys")) {
        readProperties(value, custom);
        continue;
      }
      ContactField field = ContactField.ofAddName(name);
      if (field != null && !value.isNull()) {
        fields.put(field, text(field, value));
      }
    }
    return new ContactRow(fields, custom);
  }

  private static String text(ContactField field, JsonNode value) throws BadRow {
    if (value.isTextual() && value.textValue().isBlank()) {
      return "";
    }
    return switch (field) {
      case GENDER -> {
        if (!value.isBoolean()) {
          throw new BadRow();
        }
        yield value.booleanValue() ? "male" : "female";
      }
      case BIRTHDAY -> {
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
          throw new BadRow();
        }
        yield Long.toString(value.longValue());
      }
      default -> {
        if (value.isContainerNode()) {
          throw new BadRow();
        }
        yield value.asText();
      }
    };
  }

  private static void readProperties(JsonNode values, Map<Integer, String> custom) throws BadRow {
    if (values.isNull()) {
      return;
    }
    if (!values.isArray()) {
      throw new BadRow();
    }
    for (JsonNode value : values) {
      JsonNode id = value.path("propertyId");
      JsonNode label = value.path("label");
      if (!id.canConvertToInt() || !label.isValueNode()) {
        throw new BadRow();
      }
      String text = label.isNull() ? "" : label.asText();
      custom.put(id.asInt(), text.isBlank() ? "" : text);
    }
  }
}
