package io.m1bridge.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.ContactData;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A contact as M1 holds it, in contract names; empty fields are absent.
 *
 * @param id M1's own
 */
public record M1Contact(
    long id, Map<String, String> fields, Set<String> groups, Map<String, String> custom) {

  /** Reads one element of the simulator's {@code /_sim/accounts/{id}/contacts}. */
  public static M1Contact of(JsonNode node) {
    Map<String, String> fields = new HashMap<>();
    for (String name : ContactData.FIELDS) {
      String value = node.path(name).asText("");
      if (!value.isBlank()) {
        fields.put(name, value);
      }
    }
    Set<String> groups = new HashSet<>();
    node.path("groups").forEach(group -> groups.add(group.asText()));
    Map<String, String> custom = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.path("custom").properties()) {
      if (!entry.getValue().asText("").isBlank()) {
        custom.put(entry.getKey(), entry.getValue().asText());
      }
    }
    return new M1Contact(node.path("id").asLong(), fields, groups, custom);
  }

  /** Contacts are personal data. */
  @Override
  public String toString() {
    return "M1Contact[" + id + "]";
  }
}
