package io.m1bridge.local.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.m1bridge.contracts.ContractJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads newline-delimited JSON. Blank lines are passed over; a line that cannot be what it has to
 * be is reported with its number and skipped.
 *
 * @param <T> what a line becomes
 */
public abstract class JsonLines<T> {
  private static final ObjectReader JSON =
      ContractJson.mapper()
          .reader()
          .with(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  /** A line that was skipped. */
  public record BrokenLine(long number, String reason) {}

  /** Why a line is skipped, for a person. */
  static final class BrokenLineException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    BrokenLineException(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }
  }

  /**
   * Reads to the end; what each good line is goes to {@code lines}, each bad one to {@code broken}.
   */
  public void read(BufferedReader input, Consumer<? super T> lines, Consumer<BrokenLine> broken)
      throws IOException {
    long number = 0;
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        lines.accept(parse(json(line), number));
      } catch (BrokenLineException e) {
        broken.accept(new BrokenLine(number, e.reason));
      }
    }
  }

  private static JsonNode json(String line) throws BrokenLineException {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new BrokenLineException("not JSON, or a name stands twice in one object");
    }
  }

  abstract T parse(JsonNode line, long number) throws BrokenLineException;
}
