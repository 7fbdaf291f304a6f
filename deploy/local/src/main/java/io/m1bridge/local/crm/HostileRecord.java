package io.m1bridge.local.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.contracts.ContractJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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

  /** A field that stands there as it is meant. */
  HostileRecord field(String name, String meant) {
    return field(name, meant, meant);
  }

  /** A field that stands there otherwise than it is meant. */
  HostileRecord field(String name, String written, String meant) {
    data.put(name, written);
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

  HostileRecord timestamp(long epochMillis) {
    timestamp = OptionalLong.of(epochMillis);
    return this;
  }

  private String json() {
    try {
      return ContractJson.mapper().writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree is always JSON", e);
    }
  }

  /** It has to be taken. */
  HostileChange valid(String kind) {
    return new HostileChange(
        kind, record(), new Verdict.Valid(key, type, new Verdict.Said(fields, groups, custom)));
  }

  /** It has to become a dead letter. */
  HostileChange invalid(String kind) {
    return new HostileChange(kind, record(), new Verdict.Invalid(kind));
  }

  private SourceRecord record() {
    byte[] bytes =
        value != null
            ? value
            : type == ContactChangeType.DELETED ? null : json().getBytes(StandardCharsets.UTF_8);
    return new SourceRecord(keyBytes, headers, bytes, timestamp);
  }
}
