package io.m1bridge.m1.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.OptionalLong;

/** JSON as M1 speaks it: tolerant in reading, plain in writing. */
final class Json {

  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private Json() {}

  /** The whole text as JSON; empty where it is none, is cut off, or has something behind it. */
  static Optional<JsonNode> parse(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException e) {
      // Its message quotes the text: contacts, tokens.
      return Optional.empty();
    }
  }

  static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A JSON tree can always be written");
    }
  }

  /** Text of a scalar, trimmed, for M1 says {@code " "} for nothing; empty if missing or null. */
  static String text(JsonNode parent, String field) {
    return rawText(parent, field).strip();
  }

  /** Text of a scalar as it stands, but nothing where it is blank; empty if missing or null. */
  static String content(JsonNode parent, String field) {
    String raw = rawText(parent, field);
    return raw.isBlank() ? "" : raw;
  }

  /** Text of a scalar exactly as it stands; empty if missing or null. */
  static String rawText(JsonNode parent, String field) {
    JsonNode node = parent.path(field);
    return node.isValueNode() && !node.isNull() ? node.asText() : "";
  }

  /** A whole number, also where it comes as text. */
  static OptionalLong number(JsonNode parent, String field) {
    JsonNode node = parent.path(field);
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return OptionalLong.of(node.longValue());
    }
    if (node.isTextual()) {
      try {
        return OptionalLong.of(Long.parseLong(node.textValue().strip()));
      } catch (NumberFormatException e) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  static long requireNumber(JsonNode parent, String field) {
    return number(parent, field).orElseThrow(() -> new UnreadableAnswer(field));
  }

  static JsonNode requireArray(JsonNode parent, String field) {
    JsonNode node = parent.path(field);
    if (!node.isArray()) {
      throw new UnreadableAnswer(field);
    }
    return node;
  }
}
