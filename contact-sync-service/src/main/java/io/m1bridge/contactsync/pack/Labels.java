package io.m1bridge.contactsync.pack;

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
    String text = given;
    for (Map.Entry<String, String> entity : ENTITIES) {
      text = text.replace(entity.getKey(), entity.getValue());
    }
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replaceAll("[\\s\\p{Z}\\p{C}]+", " ")
        .strip();
  }
}
