package io.m1bridge.local.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.contracts.ContractJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Builds a record that begins as an ordinary change, and what it says as the CRM means it. Not
 * thread-safe.
 */
final class HostileRecord {
  private final String key;
  private final byte[] keyBytes;
  private final ContactChangeType type;
  private final ObjectNode data = JsonNodeFactory.instance.objectNode();
  private final Map<String, @Nullable String> fields = new LinkedHashMap<>();
  private final Map<String, @Nullable String> custom = new LinkedHashMap<>();
  private final List<Header> headers = new ArrayList<>();
  private final Set<PublicCase> cases = EnumSet.noneOf(PublicCase.class);
  private byte @Nullable [] value;
  private @Nullable List<String> groups;
  private OptionalLong timestamp = OptionalLong.empty();

  HostileRecord(String key, ContactChangeType type, String eventId, String account) {
    this(key, key.getBytes(StandardCharsets.UTF_8), type, eventId, account);
    header("ce_subject", key);
  }

  /** With a record key that is no text, and no subject. */
  HostileRecord(byte[] key, ContactChangeType type, String eventId, String account) {
    this("", key, type, eventId, account);
  }

  private HostileRecord(
      String key, byte[] keyBytes, ContactChangeType type, String eventId, String account) {
    this.key = key;
    this.keyBytes = keyBytes;
    this.type = type;
    header("ce_specversion", "1.0");
    header("ce_id", eventId);
    header("ce_source", "/crm/hostile");
    header("ce_type", type.type());
    header("ce_m1account", account);
    header("content-type", "application/json");
  }

  /** It is an example of this kind. */
  HostileRecord shows(PublicCase publicCase) {
    cases.add(publicCase);
    return this;
  }

  /** A field that stands there as it is meant. */
  HostileRecord field(String name, String meant) {
    return field(name, meant, meant);
  }

  /** A field that stands there otherwise than it is meant; null clears. */
  HostileRecord field(String name, Object written, @Nullable String meant) {
    data.putPOJO(name, written);
    fields.put(name, meant);
    return this;
  }

  /** A custom value, as any JSON, and the text that M1 has to show. */
  HostileRecord custom(String label, Object written, String meant) {
    data.withObjectProperty("custom").putPOJO(label, written);
    custom.put(label, meant);
    return this;
  }

  HostileRecord groups(List<@Nullable String> written, List<String> meant) {
    data.putPOJO("groups", written);
    groups = meant;
    return this;
  }

  /** A member of any JSON that means nothing, or nothing good. */
  HostileRecord member(String name, Object written) {
    data.putPOJO(name, written);
    return this;
  }

  HostileRecord header(String name, String text) {
    headers.add(SourceRecord.header(name, text));
    return this;
  }

  HostileRecord value(byte[] bytes) {
    value = bytes;
    return this;
  }

  /** The data so far as a JSON text within JSON, so many times over. */
  HostileRecord encodedAgain(int times) {
    Object text = data;
    for (int i = 0; i <= times; i++) {
      text = json(text);
    }
    return value(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  HostileRecord timestamp(OddTimestamps odd) {
    timestamp = OptionalLong.of(odd.epochMillis());
    return shows(PublicCase.B06);
  }

  private static String json(Object value) {
    try {
      return ContractJson.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree is always JSON", e);
    }
  }

  /** It has to be taken. */
  HostileChange valid(String kind) {
    Verdict.Said said = new Verdict.Said(fields, groups, custom);
    return new HostileChange(kind, cases, record(), new Verdict.Valid(key, type, said));
  }

  /**
   * It has to become a dead letter.
   *
   * @param reason the code that the letter has to carry
   */
  HostileChange invalid(String kind, String reason) {
    return new HostileChange(kind, cases, record(), new Verdict.Invalid(reason));
  }

  private SourceRecord record() {
    byte[] bytes =
        value != null
            ? value
            : type == ContactChangeType.DELETED
                ? null
                : json(data).getBytes(StandardCharsets.UTF_8);
    return new SourceRecord(keyBytes, headers, bytes, timestamp);
  }
}
