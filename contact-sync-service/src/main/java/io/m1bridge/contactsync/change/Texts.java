package io.m1bridge.contactsync.change;

import io.m1bridge.address.Blanks;

/** What every text goes through, whatever it stands for. */
final class Texts {

  private static final int SHOWN = 60;

  private Texts() {}

  /**
   * The text without controls (but tabs and line breaks) and without blanks at its ends; everything
   * else as it came, emoji and their joiners too.
   *
   * @param name of the field, for the reason
   */
  static String clean(String name, String text) throws BadChange {
    if (isPlain(text)) {
      return Blanks.strip(text);
    }
    if (hasHalfCharacter(text)) {
      throw Problem.field(name, "holds half a character (a lone surrogate): send whole ones")
          .thrown();
    }
    return Blanks.strip(withoutControls(text));
  }

  /** Whether there is neither a control nor a surrogate, as in nearly every text. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || (c > '~' && (c < '\u00a0' || Character.isSurrogate(c)))) {
        return false;
      }
    }
    return true;
  }

  /** A name from the data, short and printable, to stand in a reason. */
  static String shown(String name) {
    if (name.length() <= SHOWN && isShown(name)) {
      return name;
    }
    StringBuilder shown = new StringBuilder();
    name.codePoints().filter(Texts::isShown).limit(SHOWN).forEach(shown::appendCodePoint);
    return name.codePointCount(0, name.length()) > SHOWN ? shown + "…" : shown.toString();
  }

  private static boolean isShown(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!isShown(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isShown(int c) {
    return (c >= ' ' && c <= '~') || Character.isLetterOrDigit(c);
  }

  static boolean hasHalfCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }

  static boolean hasControl(String text) {
    return !isPlain(text) && text.chars().anyMatch(Character::isISOControl);
  }

  static String withoutControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUnwanted(text.charAt(i))) {
        StringBuilder kept = new StringBuilder(text.length());
        text.chars().filter(c -> !isUnwanted(c)).forEach(c -> kept.append((char) c));
        return kept.toString();
      }
    }
    return text;
  }

  private static boolean isUnwanted(int c) {
    return Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r';
  }
}
