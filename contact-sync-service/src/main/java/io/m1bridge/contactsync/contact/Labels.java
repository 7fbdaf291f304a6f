package io.m1bridge.contactsync.contact;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How labels are compared: M1 may give them back trimmed, escaped, or in another case. */
public final class Labels {

  private static final List<Map.Entry<String, String>> ENTITIES =
      List.of(
          Map.entry("&lt;", "<"),
          Map.entry("&gt;", ">"),
          Map.entry("&quot;", "\""),
          Map.entry("&#34;", "\""),
          Map.entry("&#39;", "'"),
          Map.entry("&#039;", "'"),
          Map.entry("&apos;", "'"),
          Map.entry("&nbsp;", " "),
          // Last, so that what was escaped twice is not unescaped twice.
          Map.entry("&amp;", "&"));

  private Labels() {}

  /** Equal for labels that M1 may take for the same. */
  public static String comparable(String label) {
    return text(label).toLowerCase(Locale.ROOT);
  }

  /** Equal for texts that differ in blanks, width and escapes alone. */
  public static String text(String given) {
    return isPlain(given) ? given : normalized(given);
  }

  /** Whether there is nothing to do, as in nearly every label of letters and digits. */
  private static boolean isPlain(String given) {
    for (int i = 0; i < given.length(); i++) {
      char c = given.charAt(i);
      if (c <= ' ' || c > '~' || c == '&') {
        return false;
      }
    }
    return true;
  }

  private static String normalized(String given) {
    String text = given;
    for (Map.Entry<String, String> entity : ENTITIES) {
      text = text.replace(entity.getKey(), entity.getValue());
    }
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replaceAll("[\\s\\p{Z}\\p{C}]+", " ")
        .strip();
  }
}
