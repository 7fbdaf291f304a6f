package io.m1bridge.contactsync.change;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.contracts.ContactData;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.m1.AccountId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads a change in its native form, a CloudEvent in binary mode. Pure, and total: whatever the
 * bytes are, the answer is a valid change or a problem, never an exception. Fields that the
 * contract does not know are ignored, since contracts evolve by adding fields.
 */
public final class ChangeParser {

  private static final ObjectReader JSON =
      ContractJson.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int MAX_KEY = 512;

  private final @Nullable AccountId defaultAccount;

  /**
   * @param defaultAccount for changes without the extension {@code m1account}; null if every change
   *     has to name its account
   */
  public ChangeParser(@Nullable AccountId defaultAccount) {
    this.defaultAccount = defaultAccount;
  }

  /** Reads one record. */
  public Parsed parse(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    try {
      return new Parsed.Valid(read(key, value, headers));
    } catch (BadChange e) {
      return new Parsed.Invalid(e.problem());
    }
  }

  private ContactChange read(byte @Nullable [] key, byte @Nullable [] value, Headers headers)
      throws BadChange {
    ContactChangeType type = type(headers);
    String eventId = required(headers, "ce_id");
    ContactKey contact = new ContactKey(account(headers), contactKey(key, headers));
    if (type == ContactChangeType.DELETED) {
      return new ContactChange(contact, eventId, type, Map.of(), null);
    }
    JsonNode data = data(value);
    Map<String, @Nullable String> fields = fields(data);
    if (type == ContactChangeType.UPSERTED && fields.get(FieldNames.EMAIL) == null) {
      throw new BadChange(
          new Problem("email-missing", "An upsert needs an email: M1 knows contacts by it"));
    }
    // The email is what M1 knows the contact by: there is no clearing it.
    fields.remove(FieldNames.EMAIL, null);
    return new ContactChange(contact, eventId, type, fields, groups(data.get("groups")));
  }

  private static ContactChangeType type(Headers headers) throws BadChange {
    String type = required(headers, "ce_type");
    return ContactChangeType.of(type)
        .orElseThrow(
            () ->
                new BadChange(
                    new Problem(
                        "type-unknown",
                        "The header ce_type is not one of crm.contact.{upserted,patched,deleted}.v1")));
  }

  private static String required(Headers headers, String name) throws BadChange {
    String text = header(headers, name);
    if (text == null || text.isBlank()) {
      throw new BadChange(
          new Problem(
              "header-missing",
              "The header " + name + " is missing: send CloudEvents, binary mode"));
    }
    return text;
  }

  private AccountId account(Headers headers) throws BadChange {
    String named = header(headers, "ce_m1account");
    if (named == null) {
      if (defaultAccount == null) {
        throw new BadChange(
            new Problem(
                "account-missing",
                "The extension m1account is missing and m1bridge.contact-sync.default-account is not set"));
      }
      return defaultAccount;
    }
    if (!AccountId.isValid(named)) {
      throw new BadChange(
          new Problem("account-invalid", "The extension m1account is not an account id"));
    }
    return new AccountId(named);
  }

  private static String contactKey(byte @Nullable [] key, Headers headers) throws BadChange {
    String subject = header(headers, "ce_subject");
    String found =
        subject != null ? subject : key == null ? "" : new String(key, StandardCharsets.UTF_8);
    if (found.isBlank() || found.length() > MAX_KEY) {
      throw new BadChange(
          new Problem(
              "key-missing",
              "Neither the subject nor the record key holds a contact key of 1 to 512 characters"));
    }
    return found;
  }

  private static JsonNode data(byte @Nullable [] value) throws BadChange {
    if (value == null) {
      throw new BadChange(new Problem("data-missing", "The record has no value"));
    }
    try {
      JsonNode data = JSON.readTree(value);
      if (data.isObject()) {
        return data;
      }
    } catch (IOException e) {
      throw new BadChange(new Problem("data-unreadable", "The value is not JSON in UTF-8"));
    }
    throw new BadChange(new Problem("data-unreadable", "The value is not a JSON object"));
  }

  private static Map<String, @Nullable String> fields(JsonNode data) throws BadChange {
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    for (String name : ContactData.FIELDS) {
      JsonNode value = data.get(name);
      if (value != null) {
        fields.put(name, FieldRules.canonical(name, value));
      }
    }
    JsonNode custom = data.get("custom");
    if (custom != null && !custom.isNull()) {
      if (!custom.isObject()) {
        throw new BadChange(Problem.field("custom", "is not an object of label and value"));
      }
      for (Map.Entry<String, JsonNode> entry : custom.properties()) {
        if (entry.getKey().isBlank()) {
          throw new BadChange(Problem.field("custom", "has a blank label"));
        }
        fields.put(
            FieldNames.custom(entry.getKey()), FieldRules.canonical("custom", entry.getValue()));
      }
    }
    return fields;
  }

  private static @Nullable Set<String> groups(@Nullable JsonNode node) throws BadChange {
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isArray()) {
      throw new BadChange(Problem.field("groups", "is not a list of names"));
    }
    Set<String> groups = new LinkedHashSet<>();
    for (JsonNode group : node) {
      if (!group.isTextual() || group.textValue().isBlank()) {
        throw new BadChange(Problem.field("groups", "holds something that is not a name"));
      }
      groups.add(group.textValue());
    }
    return groups;
  }

  private static @Nullable String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
