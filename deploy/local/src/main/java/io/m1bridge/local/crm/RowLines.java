package io.m1bridge.local.crm;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads records as they were captured from a topic, {@code {"key": …, "value": …, "headers": {…}}}
 * a line, or values alone: what {@code --try-mapping} reads. No value, or null, is a tombstone.
 */
public final class RowLines extends JsonLines<SourceRecord> {

  @Override
  SourceRecord parse(JsonNode line, long number) throws BrokenLineException {
    if (!line.isObject()) {
      throw new BrokenLineException("not a JSON object");
    }
    if (!line.has("value") && !line.has("key")) {
      return new SourceRecord(null, List.of(), bytes(line), OptionalLong.empty());
    }
    List<Header> headers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> header : line.path("headers").properties()) {
      headers.add(SourceRecord.header(header.getKey(), header.getValue().asText()));
    }
    return new SourceRecord(
        key(line.get("key")), headers, bytes(line.get("value")), OptionalLong.empty());
  }

  /** Texts are keys as they are: only other JSON is what a JSON converter wrote. */
  private static byte @Nullable [] key(@Nullable JsonNode key) {
    return key != null && key.isTextual()
        ? key.textValue().getBytes(StandardCharsets.UTF_8)
        : bytes(key);
  }

  private static byte @Nullable [] bytes(@Nullable JsonNode json) {
    return json == null || json.isNull() ? null : json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
