package io.m1bridge.m1.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/** JSON as M1 speaks it: tolerant in reading, plain in writing. */
public final class Json {

  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A text with more is no number of M1's, and one of a million digits takes minutes to read. */
  private static final int MOST_DIGITS = 40;

  /**
   * From here on two whole numbers are one double: which of them M1 wrote is not known any more.
   */
  private static final double INEXACT = 0x1p53;

  /** The largest page of M1's lists has a tenth; a tree of more fills the memory. */
  private static final long MOST_TOKENS = 1_000_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Servers that put JSON together by hand: one typed line break hid a page of contacts.
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .build();

  private Json() {}

  /** The whole text as JSON; empty where it is none, is cut off, or has something behind it. */
  public static Optional<JsonNode> parse(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException e) {
      // Its message quotes the text: contacts, tokens.
      return Optional.empty();
    }
  }

  /** The JSON that a text begins with, whatever stands behind it; empty where it is cut off. */
  public static Optional<JsonNode> first(String text) {
    try {
      JsonNode node =
          MAPPER
              .readerFor(JsonNode.class)
              .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .readValue(text);
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
  public static String text(JsonNode parent, String field) {
    return rawText(parent, field).strip();
  }

  /** Text of a scalar as it stands, but nothing where it is blank; empty if missing or null. */
  static String content(JsonNode parent, String field) {
    String raw = rawText(parent, field);
    return raw.isBlank() ? "" : raw;
  }

  /** Text of a scalar exactly as it stands; empty if missing or null. */
  public static String rawText(JsonNode parent, String field) {
    JsonNode node = parent.path(field);
    return node.isValueNode() && !node.isNull() ? node.asText() : "";
  }

  /**
   * Text of a scalar exactly as it stands; empty if missing or null.
   *
   * @throws UnreadableAnswer if it is an object or an array
   */
  static String scalar(JsonNode parent, String field) {
    if (parent.path(field).isContainerNode()) {
      throw new UnreadableAnswer(field + " is no text");
    }
    return rawText(parent, field);
  }

  /**
   * As {@link #scalar}, and there.
   *
   * @throws UnreadableAnswer if it is missing, blank, or no scalar
   */
  static String requireText(JsonNode parent, String field) {
    String text = scalar(parent, field);
    if (text.isBlank()) {
      throw new UnreadableAnswer(field + " is missing");
    }
    return text;
  }

  /** A whole number, also where it comes as text or as {@code 12.0}; empty if it is none. */
  static OptionalLong number(JsonNode parent, String field) {
    return whole(parent.path(field));
  }

  /** As {@link #number(JsonNode, String)}, of the node itself. */
  public static OptionalLong whole(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return OptionalLong.of(node.longValue());
    }
    if (node.isFloatingPointNumber() && Math.abs(node.doubleValue()) >= INEXACT) {
      return OptionalLong.empty();
    }
    String text = node.isNumber() || node.isTextual() ? node.asText().strip() : "";
    if (!text.isEmpty() && text.length() <= MOST_DIGITS) {
      try {
        return OptionalLong.of(new BigDecimal(text).longValueExact());
      } catch (ArithmeticException | NumberFormatException e) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  /** A number of things; a negative one says nothing. */
  static OptionalLong count(JsonNode parent, String field) {
    OptionalLong number = number(parent, field);
    return number.isPresent() && number.getAsLong() >= 0 ? number : OptionalLong.empty();
  }

  /**
   * @throws UnreadableAnswer if it is missing or no whole number
   */
  static long requireNumber(JsonNode parent, String field) {
    return number(parent, field)
        .orElseThrow(
            () ->
                new UnreadableAnswer(
                    field + (isNothing(parent.path(field)) ? " is missing" : " is no number")));
  }

  /** All of M1's ways to say that there is nothing. */
  public static boolean isNothing(JsonNode node) {
    return node.isMissingNode()
        || node.isNull()
        || (node.isTextual() && node.textValue().isBlank())
        || (node.isContainerNode() && node.isEmpty());
  }
}
