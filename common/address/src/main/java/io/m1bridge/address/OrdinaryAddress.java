package io.m1bridge.address;

/**
 * Tells nearly every address by one look at its characters: the validator and the domain rules take
 * many times as long. What it recognizes is a part of what they accept, and nothing of it would be
 * changed but for the case of the domain. A property test holds it to that.
 */
final class OrdinaryAddress {

  /** Below the limits of RFC 5321 by far, so that no sum of lengths needs a look. */
  private static final int MAX_PART = 60;

  private static final int MIN_TOP_LEVEL = 2;

  private OrdinaryAddress() {}

  /** Where the {@code @} stands in an ordinary address; -1 for everything else. */
  static int at(String text) {
    int at = text.indexOf('@');
    return at > 0
            && at <= MAX_PART
            && text.length() - at - 1 <= MAX_PART
            && isLocal(text, at)
            && isDomain(text, at + 1)
        ? at
        : -1;
  }

  /** Letters, digits and the usual marks; dots only between two others. */
  private static boolean isLocal(String text, int end) {
    char before = '.';
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean usual = isLetter(c) || isDigit(c) || c == '_' || c == '-' || c == '+';
      if (!usual && (c != '.' || before == '.')) {
        return false;
      }
      before = c;
    }
    return before != '.';
  }

  /** Labels that begin and end with a letter or digit, no double hyphens; the last of letters. */
  private static boolean isDomain(String text, int from) {
    int label = from;
    boolean letters = true;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isLetter(c)) {
        continue;
      }
      boolean follows = i > label && text.charAt(i - 1) != '-';
      if (c == '.' && follows) {
        label = i + 1;
        letters = true;
      } else if (isDigit(c) || (c == '-' && follows)) {
        letters = false;
      } else {
        return false;
      }
    }
    return label > from && letters && text.length() - label >= MIN_TOP_LEVEL;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
