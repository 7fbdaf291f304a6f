package io.m1bridge.cli.rows;

import java.util.Locale;

/** How a file of rows looks. */
public enum RowFormat {

  /** A line of names, then a line of cells for each row. */
  CSV,

  /** A JSON value a line. */
  NDJSON;

  /** By the end of a file's name: CSV for {@code .csv}. */
  public static RowFormat of(String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(".csv") ? CSV : NDJSON;
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
