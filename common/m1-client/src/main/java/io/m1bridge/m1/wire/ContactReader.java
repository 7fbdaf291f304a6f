package io.m1bridge.m1.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a contact of {@code all} or {@code detail}. A field that M1 shows as empty is an empty
 * text, one that it does not show is absent.
 */
final class ContactReader {

  private ContactReader() {}

  /** A row of a list: who has no id there can be neither deleted nor asked for. */
  static Contact row(JsonNode node) {
    Json.requireNumber(node, "id");
    return read(node);
  }

  static Contact read(JsonNode node) {
    if (!node.isObject()) {
      throw new UnreadableAnswer("the contact is no object");
    }
    Map<ContactField, String> fields = new EnumMap<>(ContactField.class);
    for (ContactField field : ContactField.values()) {
      value(node, field).ifPresent(value -> fields.put(field, value));
    }
    String accountId = Json.text(node, "accountId");
    return new Contact(
        Json.number(node, "id"),
        fields,
        properties(node),
        groups(node),
        accountId.isEmpty() ? Optional.empty() : Optional.of(accountId));
  }

  private static Optional<String> value(JsonNode node, ContactField field) {
    return switch (field) {
      case GENDER -> gender(node);
      case BIRTHDAY -> birthday(node);
      case PROVINCE, CITY -> place(node, field);
      case EMAIL -> {
        Json.scalar(node, FieldNames.inEdit(field));
        yield text(node, field);
      }
      default -> text(node, field);
    };
  }

  /** What is no text says nothing, and is no reason to take the whole contact for unreadable. */
  private static Optional<String> text(JsonNode node, ContactField field) {
    String name = FieldNames.inEdit(field);
    boolean isThere = node.has(name) && !node.path(name).isContainerNode();
    return isThere ? Optional.of(Json.content(node, name)) : Optional.empty();
  }

  /**
   * M1's sample shows {@code gender: true} beside a blank {@code gender_des} where nothing is
   * known.
   */
  private static Optional<String> gender(JsonNode node) {
    JsonNode gender = node.path("gender");
    if (gender.isBoolean()) {
      if (gender.booleanValue()
          && node.has("gender_des")
          && Json.text(node, "gender_des").isEmpty()) {
        return Optional.of("");
      }
      return Optional.of(gender.booleanValue() ? "male" : "female");
    }
    if (Json.isNothing(gender)) {
      return node.has("gender") ? Optional.of("") : Optional.empty();
    }
    return genderWord(Json.text(node, "gender"))
        .or(() -> genderWord(Json.text(node, "gender_des")));
  }

  /** Of any other word or number nobody can tell what it means. */
  private static Optional<String> genderWord(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "true", "男", "male" -> Optional.of("male");
      case "false", "女", "female" -> Optional.of("female");
      default -> Optional.empty();
    };
  }

  private static Optional<String> birthday(JsonNode node) {
    if (!node.has("birthday")) {
      return node.has("birthday_des") ? Optional.of("") : Optional.empty();
    }
    if (Json.isNothing(node.path("birthday"))) {
      return Optional.of("");
    }
    OptionalLong number = Json.number(node, "birthday");
    if (number.isEmpty()) {
      return Birthdays.fromText(Json.text(node, "birthday")).map(LocalDate::toString);
    }
    if (isTimeOfCreation(number.getAsLong(), node)) {
      return Optional.of("");
    }
    return Optional.of(
        Birthdays.fromNumber(number.getAsLong())
            .map(LocalDate::toString)
            .filter(day -> ContactField.BIRTHDAY.problem(day).isEmpty())
            .orElse(""));
  }

  /**
   * M1's sample shows, where no birthday is known, the second of creation, some seconds off {@code
   * createTime}: nobody is born as their contact is made.
   */
  private static boolean isTimeOfCreation(long birthday, JsonNode node) {
    OptionalLong created = Json.number(node, "createTime");
    return created.isPresent()
        && created.getAsLong() != 0
        && Math.abs(created.getAsLong() / 1000 - birthday) <= 600;
  }

  /** {@code province} and {@code city} are numbers; their names stand beside them. */
  private static Optional<String> place(JsonNode node, ContactField field) {
    String named = FieldNames.inAdd(field);
    if (node.has(named)) {
      return Optional.of(Json.content(node, named));
    }
    JsonNode plain = node.path(FieldNames.inEdit(field));
    if (plain.isTextual()) {
      return Optional.of(plain.textValue().strip());
    }
    // A number without its name: zero is none, any other one says nothing that we could compare.
    return plain.isNumber() && plain.asLong() == 0 ? Optional.of("") : Optional.empty();
  }

  private static Map<Long, String> properties(JsonNode node) {
    Map<Long, String> properties = new LinkedHashMap<>();
    for (JsonNode property : node.path("propertys")) {
      Json.number(property, "propertyId")
          .ifPresent(id -> properties.put(id, Json.content(property, "label")));
    }
    return properties;
  }

  private static List<String> groups(JsonNode node) {
    List<String> groups = new ArrayList<>();
    for (JsonNode group : node.path("groups")) {
      String name = Json.text(group, "groupName");
      if (!name.isEmpty()) {
        groups.add(name);
      }
    }
    return groups;
  }
}
