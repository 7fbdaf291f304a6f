package io.m1bridge.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Columns for a terminal. Values come from services and from M1: what would steer the terminal is
 * taken out, and Chinese characters count as the two columns that they take.
 */
public final class Table {

  private static final String GAP = "  ";
  private static final String NOTHING = "-";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  public static Table of(String... headings) {
    Table table = new Table();
    table.row(headings);
    return table;
  }

  /** A table without headings: a name and a value a line. */
  public static Table ofFacts() {
    return new Table();
  }

  /** Adds a row; an empty value is a dash. */
  public Table row(String... values) {
    List<String> row = new ArrayList<>();
    for (String value : values) {
      String plain = value.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").stripTrailing();
      row.add(plain.isEmpty() ? NOTHING : plain);
    }
    rows.add(row);
    return this;
  }

  /** The lines, without spaces at their ends. */
  public List<String> lines() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = IntStream.range(0, columns).map(this::width).toArray();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String value = row.get(column);
      line.append(value);
      if (column < row.size() - 1) {
        line.append(" ".repeat(widths[column] - width(value))).append(GAP);
      }
    }
    return line.toString();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> width(row.get(column)))
        .max()
        .orElse(0);
  }

  private static int width(String text) {
    return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
  }

  private static boolean isWide(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
      default ->
          c >= 0x3000 && c <= 0x303f || c >= 0xff01 && c <= 0xff60 || c >= 0x1f300 && c < 0x20000;
    };
  }
}
