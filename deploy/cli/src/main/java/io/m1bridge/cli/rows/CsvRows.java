package io.m1bridge.cli.rows;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Each row is an object of texts, by the names of the first line. */
final class CsvRows implements Rows {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final MappingIterator<Map<String, String>> rows;

  CsvRows(Reader text, char separator) throws IOException {
    BufferedReader unmarked = new BufferedReader(text);
    unmarked.mark(1);
    if (unmarked.read() != BYTE_ORDER_MARK) {
      unmarked.reset();
    }
    this.rows =
        CsvMapper.builder()
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader().withColumnSeparator(separator))
            .readValues(unmarked);
  }

  @Override
  public @Nullable String next() throws IOException {
    return rows.hasNextValue() ? JSON.writeValueAsString(rows.nextValue()) : null;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
