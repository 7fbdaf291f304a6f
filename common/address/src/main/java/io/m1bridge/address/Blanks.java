package io.m1bridge.address;

/** What looks like nothing at the ends of a text, also where {@link String#strip} leaves it. */
public final class Blanks {

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private Blanks() {}

  /** As {@link String#strip()}, no-break spaces and byte order marks too. */
  public static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == BYTE_ORDER_MARK;
  }
}
