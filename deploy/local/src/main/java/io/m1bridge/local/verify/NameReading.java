package io.m1bridge.local.verify;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How names of groups and labels of custom properties are compared with those that M1 shows. */
public enum NameReading {
  /** To the last character. */
  AS_SENT {
    @Override
    String read(String name) {
      return name;
    }
  },
  /**
   * M1 may keep them trimmed, cut, in small letters or with HTML entities, and has one property for
   * labels that differ by no more than case, width and blanks.
   */
  AS_M1_MAY_KEEP_THEM {
    @Override
    String read(String name) {
      String plain =
          name.replace("&lt;", "<")
              .replace("&gt;", ">")
              .replace("&quot;", "\"")
              .replace("&#39;", "'")
              .replace("&amp;", "&");
      String same =
          Normalizer.normalize(plain, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
      return same.codePointCount(0, same.length()) <= SHORTEST_CUT
          ? same
          : same.substring(0, same.offsetByCodePoints(0, SHORTEST_CUT)).strip();
    }
  };

  /** An M1 that cuts names keeps at least so many characters, where that must not matter. */
  private static final int SHORTEST_CUT = 20;

  /** Equal for names that may be one. */
  abstract String read(String name);

  Set<String> readAll(Set<String> names) {
    return names.stream().map(this::read).collect(Collectors.toSet());
  }

  /** Values by what their labels read as; the value of two labels that are one is the same. */
  Map<String, String> readKeys(Map<String, String> values) {
    return values.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> read(entry.getKey()), Map.Entry::getValue, (one, other) -> one));
  }
}
