package io.m1bridge.m1.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.m1.wire.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSON of a token endpoint's answer. New tokens stand in no second answer, so they are taken
 * also where a server wraps them: in a call of a script, in a text of JSON, with something behind
 * it, or as the form that servers gave before OAuth2 asked for JSON.
 */
final class GrantBody {

  /** {@code callback({…});} */
  private static final Pattern CALLBACK =
      Pattern.compile("(?s)[\\w$.]+\\s*\\(\\s*(\\{.*\\})\\s*\\)\\s*;?");

  /** One of {@code access_token=…&expires_in=…}; no page and no sentence is made of these alone. */
  private static final Pattern PAIR = Pattern.compile("(\\w+)=([^\\s<>]*)");

  private GrantBody() {}

  /** Empty where there is none: a page, a line of text, nothing, JSON that is cut off. */
  static Optional<JsonNode> json(String body) {
    String text = body.strip();
    return Json.parse(text)
        .map(GrantBody::unwrapped)
        .or(() -> text.startsWith("{") ? Json.first(text) : Optional.empty())
        .or(() -> callback(text))
        .or(() -> form(text));
  }

  private static JsonNode unwrapped(JsonNode json) {
    return json.isTextual()
        ? Json.parse(json.textValue()).filter(JsonNode::isObject).orElse(json)
        : json;
  }

  private static Optional<JsonNode> callback(String text) {
    Matcher matcher = CALLBACK.matcher(text);
    return matcher.matches() ? Json.parse(matcher.group(1)) : Optional.empty();
  }

  private static Optional<JsonNode> form(String text) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (String part : text.split("&")) {
      Matcher pair = PAIR.matcher(part);
      if (!pair.matches()) {
        return Optional.empty();
      }
      try {
        json.put(pair.group(1), URLDecoder.decode(pair.group(2), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException noEscape) {
        return Optional.empty();
      }
    }
    return Optional.of(json);
  }
}
