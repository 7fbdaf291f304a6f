package io.m1bridge.m1.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Answers.DamagedRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads lists row by row: one damaged row of 50 once hid the 49 others, and the account with them.
 *
 * <p>M1 has many ways to say "nothing" ({@code []}, {@code null}, {@code ""}, {@code {}}, no such
 * field); all of them are an empty list here. Servers that take a list with gaps for an object give
 * {@code {"0": {…}, "2": {…}}}.
 */
final class RowReader {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private RowReader() {}

  /**
   * @throws UnreadableAnswer if there is something, and it is no list
   */
  static <R> M1Answers.Rows<R> rows(JsonNode list, Function<JsonNode, R> reader) {
    if (Json.isNothing(list)) {
      return M1Answers.Rows.of(List.of());
    }
    if (!list.isArray() && !isNumbered(list)) {
      throw new UnreadableAnswer("the list is no array");
    }
    List<R> rows = new ArrayList<>(list.size());
    List<DamagedRow> damaged = new ArrayList<>();
    int index = 0;
    for (JsonNode row : list) {
      try {
        rows.add(reader.apply(object(row)));
      } catch (UnreadableAnswer e) {
        damaged.add(new DamagedRow(index, bounded(row.toString()), e.problem()));
      }
      index++;
    }
    return new M1Answers.Rows<>(rows, damaged);
  }

  /** An object with rows and nothing else, each under a number. */
  static boolean isNumbered(JsonNode list) {
    return list.isObject()
        && !list.isEmpty()
        && list.properties().stream()
            .allMatch(row -> row.getValue().isObject() && NUMBER.matcher(row.getKey()).matches());
  }

  /**
   * A page, or a list within an object.
   *
   * @param field that holds the list; a bare array in its place is the list itself
   * @throws UnreadableAnswer if there is something, and it is no list
   */
  static <R> M1Answers.Rows<R> rows(JsonNode data, String field, Function<JsonNode, R> reader) {
    if (data.isValueNode() && !Json.isNothing(data)) {
      throw new UnreadableAnswer("data is no object");
    }
    if (!data.has(field) && isTrouble(data)) {
      throw new UnreadableAnswer("the list is missing");
    }
    return rows(data.isArray() || isNumbered(data) ? data : data.path(field), reader);
  }

  /** A failure within what calls itself a success: no list there is not an empty one. */
  private static boolean isTrouble(JsonNode data) {
    boolean no = data.path("success").isBoolean() && !data.path("success").booleanValue();
    return no || !Json.isNothing(data.path("error"));
  }

  /**
   * @param total the field that holds how many there are in all pages
   * @param field as in {@link #rows(JsonNode, String, Function)}
   */
  static <R> M1Answers.Page<R> page(
      JsonNode data, String total, String field, Function<JsonNode, R> reader) {
    M1Answers.Rows<R> rows = rows(data, field, reader);
    return new M1Answers.Page<>(Json.count(data, total), rows.rows(), rows.damaged());
  }

  private static JsonNode object(JsonNode row) {
    if (!row.isObject()) {
      throw new UnreadableAnswer(row.isNull() ? "the row is null" : "the row is no object");
    }
    return row;
  }

  private static String bounded(String json) {
    if (json.length() <= DamagedRow.LONGEST_RAW) {
      return json;
    }
    String hash = "… sha256:" + sha256(json);
    int kept = DamagedRow.LONGEST_RAW - hash.length();
    boolean halves = Character.isHighSurrogate(json.charAt(kept - 1));
    return json.substring(0, halves ? kept - 1 : kept) + hash;
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
