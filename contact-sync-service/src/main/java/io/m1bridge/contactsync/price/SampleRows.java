package io.m1bridge.contactsync.price;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows as a person pastes them, a JSON value each. */
public final class SampleRows {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private SampleRows() {}

  /** They cannot be told apart; the message says where, and nothing that stands in them. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unreadable(String message) {
      super(message);
    }
  }

  /** A JSON value a line: captured records, or rows alone. */
  public static List<String> ofNdjson(String text) {
    return unmarked(text).lines().toList();
  }

  /** A line of names, then a line for each row; each cell is a text. */
  public static List<String> ofCsv(String text) throws Unreadable {
    List<String> rows = new ArrayList<>();
    try (MappingIterator<Map<String, String>> read =
        CsvMapper.builder()
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(unmarked(text))) {
      while (read.hasNextValue()) {
        rows.add(JSON.writeValueAsString(read.nextValue()));
      }
    } catch (IOException e) {
      throw new Unreadable(
          "The rows are no CSV: about row "
              + (rows.size() + 1)
              + " there are more cells than names, or a quote too many");
    }
    return rows;
  }

  private static String unmarked(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }
}
