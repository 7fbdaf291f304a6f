package io.m1bridge.simulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.m1bridge.simulator.behaviour.AnswerBehaviour;
import io.m1bridge.simulator.protocol.Json;

/** The {@code data} of a list call, with the form of nothing in force. */
public final class ListData {
  private ListData() {}

  /**
   * A list inside {@code data}.
   *
   * @return the whole {@code data}; missing where it is to be absent
   */
  public static JsonNode of(
      ObjectNode data, String name, ArrayNode rows, AnswerBehaviour behaviour) {
    if (!rows.isEmpty()) {
      return data.set(name, rows);
    }
    JsonNode nothing = nothing(behaviour);
    if (behaviour.nothingIsWhole()) {
      return nothing;
    }
    return nothing.isMissingNode() ? data : data.set(name, nothing);
  }

  /**
   * A list that is {@code data} itself.
   *
   * @return the whole {@code data}; missing where it is to be absent
   */
  public static JsonNode of(ArrayNode rows, AnswerBehaviour behaviour) {
    return rows.isEmpty() ? nothing(behaviour) : rows;
  }

  private static JsonNode nothing(AnswerBehaviour behaviour) {
    return switch (behaviour.nothing()) {
      case EMPTY_ARRAY -> Json.array();
      case NULL -> NullNode.getInstance();
      case EMPTY_TEXT -> TextNode.valueOf("");
      case EMPTY_OBJECT -> Json.object();
      case ABSENT -> MissingNode.getInstance();
    };
  }
}
