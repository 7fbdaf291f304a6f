package io.m1bridge.m1.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of one call in the making; nested values are JSON text in one parameter. */
final class Parameters {

  private final Map<String, String> values = new LinkedHashMap<>();

  Parameters put(String name, String value) {
    values.put(name, value);
    return this;
  }

  Parameters put(String name, long value) {
    return put(name, Long.toString(value));
  }

  Parameters put(String name, JsonNode json) {
    return put(name, Json.write(json));
  }

  /** Left out if empty. */
  Parameters put(String name, Optional<String> value) {
    value.ifPresent(text -> put(name, text));
    return this;
  }

  /** As {@code [id1,id2]}. */
  Parameters ids(String name, List<Long> ids) {
    ArrayNode array = Json.NODES.arrayNode();
    ids.forEach(array::add);
    return put(name, array);
  }

  Parameters page(int page, int limit) {
    return put("page", page).put("limit", limit);
  }

  /** In epoch milliseconds. */
  Parameters window(Instant start, Instant end) {
    return put("start", start.toEpochMilli()).put("end", end.toEpochMilli());
  }

  Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** Says how many there are: they are contacts. */
  @Override
  public String toString() {
    return "Parameters[" + values.size() + "]";
  }
}
