package io.m1bridge.m1.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Answers.Page;
import io.m1bridge.m1.M1Answers.Rows;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The form of an answer.
 *
 * @param contents finds the part of {@code data} that holds what was asked for
 * @param reader reads {@code data}
 */
record Answer<C, T>(UnaryOperator<JsonNode> contents, BiFunction<C, JsonNode, T> reader) {

  /** M1 says {@code "success"} and no more. */
  static <C> Answer<C, M1Answers.Done> done() {
    return new Answer<>(
        data -> found("success".equalsIgnoreCase(data.asText().strip()), data),
        (call, data) -> M1Answers.Done.DONE);
  }

  /** {@code data} is an object of which {@code field} tells that it is the one asked for. */
  static <C, T> Answer<C, T> object(String field, BiFunction<C, JsonNode, T> reader) {
    return new Answer<>(data -> found(data.has(field), data), reader);
  }

  /** A list in {@code field}, or in its place. */
  static <C, R> Answer<C, Rows<R>> rows(String field, BiFunction<C, JsonNode, R> reader) {
    return new Answer<>(
        data -> list(data, field),
        (call, data) -> RowReader.rows(data, field, row -> reader.apply(call, row)));
  }

  /** One page of a list, with the number of all its rows in {@code total}. */
  static <C, R> Answer<C, Page<R>> page(
      String total, String field, BiFunction<C, JsonNode, R> reader) {
    return new Answer<>(
        data -> list(data, field),
        (call, data) -> RowReader.page(data, total, field, row -> reader.apply(call, row)));
  }

  private static JsonNode list(JsonNode data, String field) {
    JsonNode list = data.isArray() || RowReader.isNumbered(data) ? data : data.path(field);
    return found(list.isArray() || RowReader.isNumbered(list), list);
  }

  private static JsonNode found(boolean found, JsonNode node) {
    return found ? node : MissingNode.getInstance();
  }
}
