package io.m1bridge.simulator.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one call, wherever they stood. What cannot be read counts as missing. Used by
 * one thread.
 */
public final class Parameters {
  private final Map<String, String> values;
  private int rows;

  /**
   * @param values decoded parameters by name
   */
  public Parameters(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** The text of a parameter, or null when it is absent or blank. */
  public @Nullable String optional(String name) {
    String value = values.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /**
   * The text of a parameter.
   *
   * @throws M1Refusal E10103 when it is absent or blank
   */
  public String required(String name) {
    String value = optional(name);
    if (value == null) {
      throw new M1Refusal(M1Code.E10103);
    }
    return value;
  }

  /**
   * A whole number of at least {@code least}.
   *
   * @throws M1Refusal E10103 when it is absent, no number or too small
   */
  public int number(String name, int least) {
    long value = wholeNumber(required(name));
    if (value < least || value > Integer.MAX_VALUE) {
      throw new M1Refusal(M1Code.E10103);
    }
    return (int) value;
  }

  /**
   * A number of any size: ids, epoch milliseconds.
   *
   * @throws M1Refusal E10103 when it is absent or no number
   */
  public long longNumber(String name) {
    return wholeNumber(required(name));
  }

  /**
   * {@code true} or {@code false}.
   *
   * @throws M1Refusal E10103 when it is absent or anything else
   */
  public boolean flag(String name) {
    return switch (required(name)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new M1Refusal(M1Code.E10103);
    };
  }

  /**
   * A JSON array inside one parameter.
   *
   * @throws M1Refusal E10103 when it is absent or not a JSON array
   */
  public JsonNode array(String name) {
    try {
      JsonNode node = Json.MAPPER.readTree(required(name));
      if (node.isArray()) {
        rows = Math.max(rows, node.size());
        return node;
      }
    } catch (JsonProcessingException e) {
      // The parser's message quotes the input, which is contact data: it must not travel on.
      throw new M1Refusal(M1Code.E10103);
    }
    throw new M1Refusal(M1Code.E10103);
  }

  /**
   * Ids in the page's form {@code [id1,id2]}; ids in quotes are read too.
   *
   * @throws M1Refusal E10103 when absent or no such list
   */
  public List<Long> ids(String name) {
    List<Long> ids = new ArrayList<>();
    for (JsonNode id : array(name)) {
      ids.add(wholeNumber(id.asText()));
    }
    return ids;
  }

  /**
   * The text of a parameter that may be blank but not absent.
   *
   * @throws M1Refusal E10103 when it is absent
   */
  public String present(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new M1Refusal(M1Code.E10103);
    }
    return value;
  }

  /**
   * Elements of the largest array that was read so far: the rows of a batch, the ids of a delete.
   */
  public int rows() {
    return rows;
  }

  private static long wholeNumber(String text) {
    try {
      return Long.parseLong(text.trim());
    } catch (NumberFormatException e) {
      throw new M1Refusal(M1Code.E10103);
    }
  }
}
