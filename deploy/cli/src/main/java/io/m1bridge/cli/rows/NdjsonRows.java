package io.m1bridge.cli.rows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines as they are; what stands in them is the service's to judge. */
final class NdjsonRows implements Rows {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final BufferedReader lines;
  private boolean begun;

  NdjsonRows(Reader text) {
    this.lines = new BufferedReader(text);
  }

  @Override
  public @Nullable String next() throws IOException {
    String line = lines.readLine();
    boolean marked = !begun && line != null && line.startsWith(BYTE_ORDER_MARK);
    begun = true;
    return marked && line != null ? line.substring(1) : line;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
