package io.m1bridge.cli.rows;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The rows of a file as JSON, one by one: it may be larger than memory. */
public interface Rows extends AutoCloseable {

  /**
   * The next row, on one line; null behind the last one.
   *
   * @throws IOException if the file cannot be read; {@link
   *     java.nio.charset.CharacterCodingException} if it has another encoding, {@link
   *     com.fasterxml.jackson.core.JsonProcessingException} if it is no CSV
   */
  @Nullable String next() throws IOException;

  @Override
  void close() throws IOException;

  /**
   * Reads a file.
   *
   * @param separator between the cells of a CSV
   */
  static Rows of(InputStream file, RowFormat format, Charset encoding, char separator)
      throws IOException {
    // Not the reader of a charset's name, which would put a question mark for what it cannot read.
    Reader text = new InputStreamReader(file, encoding.newDecoder());
    return switch (format) {
      case CSV -> new CsvRows(text, separator);
      case NDJSON -> new NdjsonRows(text);
    };
  }
}
