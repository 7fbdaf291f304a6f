package io.m1bridge.local.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.contracts.ContactData;
import io.m1bridge.contracts.ContractJson;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The contract of {@code crm.contact-changes}, read a second time on purpose: a run would prove
 * nothing if the truth were computed by the code under test.
 */
final class ChangeRules {
  private static final int MOST_KEY = 512;
  private static final ObjectReader JSON =
      ContractJson.mapper()
          .reader()
          .with(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  private ChangeRules() {}

  /**
   * What a change says.
   *
   * @param latest day on which somebody may be born
   */
  static Verdict judge(Change change, LocalDate latest) {
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
      Verdict.Said said = said(change.data(), latest);
      if (type.get() == ContactChangeType.UPSERTED && said.fields().get("email") == null) {
        return new Verdict.Invalid("an upsert without email");
      }
      return new Verdict.Valid(key, type.get(), said);
    } catch (BadChange e) {
      return new Verdict.Invalid(e.reason);
    }
  }

  private static Verdict.Said said(@Nullable String data, LocalDate latest) throws BadChange {
    JsonNode tree = tree(data);
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    for (String name : ContactData.FIELDS) {
      JsonNode value = tree.get(name);
      if (value != null) {
        fields.put(name, said(ValueRules.field(name, value, latest), name));
      }
    }
    return new Verdict.Said(fields, groups(tree.get("groups")), custom(tree.get("custom")));
  }

  /** The object with the fields, also where a producer encoded it twice. */
  private static JsonNode tree(@Nullable String data) throws BadChange {
    if (data == null) {
      throw new BadChange("no data");
    }
    JsonNode tree = json(data);
    if (tree.isTextual()) {
      tree = json(tree.textValue());
    }
    if (!tree.isObject()) {
      throw new BadChange("the data is no JSON object");
    }
    return tree;
  }

  private static JsonNode json(String text) throws BadChange {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new BadChange("not JSON");
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
      if (!group.isNull() && !group.isTextual() && !group.isNumber()) {
        throw new BadChange("a group is no name");
      }
      String name = group.isNull() ? null : said(ValueRules.text(group.asText()), "groups");
      if (name != null) {
        groups.add(name);
      }
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
      custom.put(entry.getKey(), said(ValueRules.custom(entry.getValue()), "custom"));
    }
    return custom;
  }

  private static @Nullable String said(Optional<ValueRules.Meant> meant, String name)
      throws BadChange {
    if (meant.isEmpty()) {
      throw new BadChange("bad " + name);
    }
    return meant.get().value();
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
