package io.m1bridge.address;

import java.util.Optional;

/**
 * What people and programs put around an address. It could be taken off, but then we would guess
 * whom they meant: it is refused, in words that say what to send.
 */
final class Decoration {

  private static final String QUOTES = "'\"`´‘’‚‛“”„‟«»‹›「」『』《》";
  private static final String SEPARATORS = ",;、";

  private Decoration() {}

  /** What is wrong with a cleaned text, to follow the field's name; empty if nothing is. */
  static Optional<String> problem(String text) {
    if (text.indexOf('<') >= 0 || text.indexOf('>') >= 0) {
      return Optional.of("stands in angle brackets or behind a name: send the bare address");
    }
    if (text.regionMatches(true, 0, "mailto:", 0, 7)) {
      return Optional.of("begins with mailto: send the bare address");
    }
    if (contains(text, SEPARATORS) || text.indexOf('@') != text.lastIndexOf('@')) {
      return Optional.of("holds several addresses or a separator at its end: send one address");
    }
    if (!text.isEmpty()
        && (QUOTES.indexOf(text.charAt(0)) >= 0
            || QUOTES.indexOf(text.charAt(text.length() - 1)) >= 0
            || text.indexOf('"') >= 0)) {
      return Optional.of("stands in quotes or begins with an apostrophe: send the bare address");
    }
    if (text.codePoints().anyMatch(Blanks::isBlank)) {
      return Optional.of("has a blank inside: send the bare address");
    }
    if (text.indexOf('(') >= 0 || text.indexOf(')') >= 0) {
      return Optional.of("holds a comment in parentheses: send the bare address");
    }
    return Optional.empty();
  }

  private static boolean contains(String text, String any) {
    return any.chars().anyMatch(c -> text.indexOf(c) >= 0);
  }
}
