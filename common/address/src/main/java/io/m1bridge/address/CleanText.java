package io.m1bridge.address;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/**
 * Takes out of a text what nobody sees, and folds full-width forms. Doing it twice changes nothing.
 */
final class CleanText {

  private static final int FULL_WIDTH_FIRST = 0xFF01;
  private static final int FULL_WIDTH_LAST = 0xFF5E;
  private static final int FULL_WIDTH_OFFSET = FULL_WIDTH_FIRST - '!';
  private static final int SMALL_AT = 0xFE6B;

  /** Blanks that no person types: word processors and web pages put them there. */
  private static final String NO_BREAK = "\u00a0\u2007\u202f";

  private CleanText() {}

  static String of(String text) {
    return isPlain(text) ? text : Blanks.strip(folded(text));
  }

  /** Whether there are only visible ASCII characters, as in nearly every address. */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static String folded(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> !isInvisible(c))
        .map(CleanText::narrow)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** Line breaks and tabs are controls too, but seen: they are blanks here. */
  private static boolean isInvisible(int c) {
    int type = Character.getType(c);
    return NO_BREAK.indexOf(c) >= 0
        || type == Character.FORMAT
        || (type == Character.CONTROL && !Character.isWhitespace(c))
        || UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
  }

  private static int narrow(int c) {
    if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST) {
      return c - FULL_WIDTH_OFFSET;
    }
    return c == SMALL_AT ? '@' : c;
  }
}
