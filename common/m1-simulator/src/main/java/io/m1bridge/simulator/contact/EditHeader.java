package io.m1bridge.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.simulator.protocol.M1Code;
import io.m1bridge.simulator.protocol.M1Refusal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code fields} of {@code contact/edit}: which column stands where, and which one finds the
 * contact.
 *
 * @param columns columns in the order of the values
 * @param unique the update key; one of the columns
 */
record EditHeader(List<Column> columns, Column unique) {

  /**
   * @throws M1Refusal E10103 when a column is unknown, or not exactly one is unique
   */
  static EditHeader read(JsonNode fields) {
    List<Column> columns = new ArrayList<>();
    List<Column> unique = new ArrayList<>();
    for (JsonNode field : fields) {
      Column column = column(field);
      columns.add(column);
      if (field.path("isUniq").asBoolean(false)) {
        unique.add(column);
      }
    }
    if (unique.size() != 1) {
      throw new M1Refusal(M1Code.E10103);
    }
    return new EditHeader(List.copyOf(columns), unique.get(0));
  }

  private static Column column(JsonNode field) {
    String name = field.path("field").asText("");
    ContactField standard = ContactField.ofName(name);
    if (standard != null) {
      return new Column.Standard(standard);
    }
    try {
      return new Column.Custom(Integer.parseInt(name));
    } catch (NumberFormatException e) {
      throw new M1Refusal(M1Code.E10103);
    }
  }

  /** Reads one row of values; null counts as blank. */
  ContactRow row(JsonNode values) throws BadRow {
    if (!values.isArray() || values.size() != columns.size()) {
      throw new BadRow();
    }
    Map<ContactField, String> fields = new EnumMap<>(ContactField.class);
    Map<Integer, String> custom = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      JsonNode value = values.get(i);
      if (value.isContainerNode()) {
        throw new BadRow();
      }
      String text = value.isNull() || value.asText().isBlank() ? "" : value.asText();
      if (columns.get(i) instanceof Column.Standard standard) {
        fields.put(standard.field(), canonical(standard.field(), text));
      } else if (columns.get(i) instanceof Column.Custom property) {
        custom.put(property.propertyId(), text);
      }
    }
    return new ContactRow(fields, custom);
  }

  private static String canonical(ContactField field, String text) throws BadRow {
    if (text.isEmpty()) {
      return text;
    }
    return switch (field) {
      case GENDER ->
          switch (text.trim()) {
            case "男" -> "male";
            case "女" -> "female";
            default -> throw new BadRow();
          };
      case BIRTHDAY -> Long.toString(Birthdays.fromJavaDate(text));
      default -> text;
    };
  }
}
