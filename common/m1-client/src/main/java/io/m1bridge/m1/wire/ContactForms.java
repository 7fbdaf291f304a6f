package io.m1bridge.m1.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import java.time.LocalDate;
import java.util.List;

/**
 * A contact in the two forms that M1 takes: objects for {@code add}, rows under a header for {@code
 * edit}.
 */
final class ContactForms {

  /** How M1 itself writes "nothing" in its examples. */
  static final String BLANK = " ";

  private ContactForms() {}

  /** {@code add}'s {@code contacts}. */
  static ArrayNode addObjects(List<Contact> contacts) {
    ArrayNode array = Json.NODES.arrayNode();
    contacts.forEach(contact -> array.add(addObject(contact)));
    return array;
  }

  /** {@code edit}'s {@code contacts}. */
  static ArrayNode editRows(List<Column> columns, List<List<String>> rows) {
    ArrayNode array = Json.NODES.arrayNode();
    rows.forEach(row -> array.add(editRow(columns, row)));
    return array;
  }

  /**
   * One element of {@code add}'s {@code contacts}. A cleared gender or birthday has no form in an
   * {@code add} (a boolean, a number): it is left out, and only an {@code edit} clears it.
   */
  static ObjectNode addObject(Contact contact) {
    ObjectNode out = Json.NODES.objectNode();
    contact.fields().forEach((field, value) -> putField(out, field, value));
    if (!contact.properties().isEmpty()) {
      ArrayNode properties = out.putArray("propertys");
      contact
          .properties()
          .forEach(
              (id, value) ->
                  properties.addObject().put("propertyId", id).put("label", orBlank(value)));
    }
    return out;
  }

  private static void putField(ObjectNode out, ContactField field, String value) {
    check(field, value);
    String name = FieldNames.inAdd(field);
    switch (field) {
      case GENDER -> {
        if (!value.isEmpty()) {
          out.put(name, isMale(value));
        }
      }
      case BIRTHDAY -> {
        if (!value.isEmpty()) {
          out.put(name, Birthdays.toMillis(LocalDate.parse(value)));
        }
      }
      default -> out.put(name, orBlank(value));
    }
  }

  /** {@code edit}'s {@code fields}. */
  static ArrayNode header(List<Column> columns, Column key) {
    ArrayNode header = Json.NODES.arrayNode();
    for (Column column : columns) {
      ObjectNode entry = header.addObject();
      if (column instanceof Column.Field field) {
        entry
            .put("field", FieldNames.inEdit(field.field()))
            .put("name", FieldNames.inChinese(field.field()))
            .put("isOrigin", true)
            .put("type", 1);
      } else if (column instanceof Column.Property property) {
        entry
            .put("field", Long.toString(property.propertyId()))
            .put("name", property.name())
            .put("isOrigin", false)
            .put("type", property.type());
      }
      if (column.equals(key)) {
        entry.put("isUniq", true);
      }
    }
    return header;
  }

  /** One row of {@code edit}'s {@code contacts}. */
  static ArrayNode editRow(List<Column> columns, List<String> values) {
    ArrayNode row = Json.NODES.arrayNode();
    for (int i = 0; i < columns.size(); i++) {
      row.add(editValue(columns.get(i), values.get(i)));
    }
    return row;
  }

  private static String editValue(Column column, String value) {
    if (value.isEmpty()) {
      return BLANK;
    }
    if (column instanceof Column.Field field) {
      check(field.field(), value);
      return switch (field.field()) {
        case GENDER -> isMale(value) ? "男" : "女";
        case BIRTHDAY -> Birthdays.toJavaDate(LocalDate.parse(value));
        default -> value;
      };
    }
    return value;
  }

  /** Without the text, for that is personal data. */
  private static void check(ContactField field, String value) {
    field
        .problem(value)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(field.key() + " " + problem);
            });
  }

  private static boolean isMale(String value) {
    return value.equals("male");
  }

  private static String orBlank(String value) {
    return value.isEmpty() ? BLANK : value;
  }
}
