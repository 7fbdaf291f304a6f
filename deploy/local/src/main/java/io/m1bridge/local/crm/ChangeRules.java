package io.m1bridge.local.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.contracts.ContactData;
import io.m1bridge.contracts.ContractJson;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The contract of {@code crm.contact-changes}, read a second time on purpose: a run would prove
 * nothing if the truth were computed by the code under test.
 */
final class ChangeRules {
  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s.]+(\\.[^@\\s.]+)+");
  private static final int MOST_EMAIL = 254;
  private static final int MOST_TEXT = 4_000;
  private static final int MOST_KEY = 512;
  private static final ObjectReader JSON =
      ContractJson.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ChangeRules() {}

  static Verdict judge(Change change) {
    String key = change.key();
    if (key == null || key.isBlank() || key.length() > MOST_KEY) {
      return new Verdict.Invalid("no contact key");
    }
    Optional<ContactChangeType> type = ContactChangeType.of(change.type());
    if (type.isEmpty()) {
      return new Verdict.Invalid("unknown type");
    }
    if (type.get() == ContactChangeType.DELETED) {
      return new Verdict.Valid(key, type.get(), Verdict.Said.NOTHING);
    }
    try {
      Verdict.Said said = said(change.data());
      if (type.get() == ContactChangeType.UPSERTED && said.fields().get("email") == null) {
        return new Verdict.Invalid("an upsert without email");
      }
      return new Verdict.Valid(key, type.get(), said);
    } catch (BadChange e) {
      return new Verdict.Invalid(e.reason);
    }
  }

  private static Verdict.Said said(@Nullable String data) throws BadChange {
    JsonNode tree = tree(data);
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    for (String name : ContactData.FIELDS) {
      JsonNode value = tree.get(name);
      if (value != null) {
        fields.put(name, text(name, value));
      }
    }
    return new Verdict.Said(fields, groups(tree.get("groups")), custom(tree.get("custom")));
  }

  private static JsonNode tree(@Nullable String data) throws BadChange {
    if (data == null) {
      throw new BadChange("no data");
    }
    JsonNode tree;
    try {
      tree = JSON.readTree(data);
    } catch (JsonProcessingException e) {
      throw new BadChange("not JSON");
    }
    if (!tree.isObject()) {
      throw new BadChange("the data is no JSON object");
    }
    return tree;
  }

  private static @Nullable String text(String name, JsonNode value) throws BadChange {
    if (value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new BadChange(name + " is no text");
    }
    String text = value.textValue().strip();
    boolean fits =
        switch (name) {
          case "email" -> text.length() <= MOST_EMAIL && EMAIL.matcher(text).matches();
          case "gender" -> text.isEmpty() || text.equals("male") || text.equals("female");
          case "birthday" -> text.isEmpty() || isDate(text);
          default -> text.length() <= MOST_TEXT;
        };
    if (!fits) {
      throw new BadChange("bad " + name);
    }
    return text.isEmpty() ? null : text;
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static @Nullable List<String> groups(@Nullable JsonNode node) throws BadChange {
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isArray()) {
      throw new BadChange("groups is no list");
    }
    List<String> groups = new ArrayList<>();
    for (JsonNode group : node) {
      if (!group.isTextual() || group.textValue().isBlank()) {
        throw new BadChange("a group is no name");
      }
      groups.add(group.textValue());
    }
    return groups;
  }

  private static Map<String, @Nullable String> custom(@Nullable JsonNode node) throws BadChange {
    if (node == null || node.isNull()) {
      return Map.of();
    }
    if (!node.isObject()) {
      throw new BadChange("custom is no object");
    }
    Map<String, @Nullable String> custom = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (entry.getKey().isBlank()) {
        throw new BadChange("a custom label is blank");
      }
      custom.put(entry.getKey(), text("custom", entry.getValue()));
    }
    return custom;
  }

  private static final class BadChange extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    BadChange(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }
  }
}
