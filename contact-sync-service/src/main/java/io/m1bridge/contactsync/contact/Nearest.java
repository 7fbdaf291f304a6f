package io.m1bridge.contactsync.contact;

import java.util.Locale;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** What may be meant by a word that is none of those known. */
public final class Nearest {

  private static final int NEAR = 3;

  private Nearest() {}

  /**
   * The end of a sentence about a word that is not known.
   *
   * @param known not empty
   */
  public static String hint(String word, Iterable<String> known) {
    String nearest = of(word, known);
    TreeSet<String> all = new TreeSet<>();
    known.forEach(all::add);
    return (nearest == null ? "" : "; is '" + nearest + "' meant?")
        + " Known are "
        + String.join(", ", all);
  }

  private static @Nullable String of(String word, Iterable<String> known) {
    LevenshteinDistance distance = new LevenshteinDistance(NEAR);
    String best = null;
    int least = NEAR + 1;
    for (String name : known) {
      int far = distance.apply(bare(word), bare(name));
      if (far >= 0 && far < least) {
        least = far;
        best = name;
      }
    }
    return best;
  }

  private static String bare(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[_ -]", "");
  }
}
