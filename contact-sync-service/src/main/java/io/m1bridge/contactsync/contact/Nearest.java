package io.m1bridge.contactsync.contact;

import java.util.Locale;
import java.util.Optional;
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
    String hint = of(word, known).map(nearest -> "; is '" + nearest + "' meant?").orElse("");
    TreeSet<String> all = new TreeSet<>();
    known.forEach(all::add);
    return hint + " Known are " + String.join(", ", all);
  }

  /** The nearest of those; empty if none is near. */
  public static Optional<String> of(String word, Iterable<String> known) {
    LevenshteinDistance distance = new LevenshteinDistance(NEAR);
    @Nullable String best = null;
    int least = NEAR + 1;
    for (String name : known) {
      int far = distance.apply(bare(word), bare(name));
      // Any two short words are only a few letters apart.
      int shorter = Math.min(bare(word).length(), bare(name).length());
      if (far >= 0 && far < Math.min(least, Math.max(1, shorter))) {
        least = far;
        best = name;
      }
    }
    return Optional.ofNullable(best);
  }

  private static String bare(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[_ -]", "");
  }
}
