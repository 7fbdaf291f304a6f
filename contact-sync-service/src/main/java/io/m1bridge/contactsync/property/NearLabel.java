package io.m1bridge.contactsync.property;

import io.m1bridge.contactsync.contact.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The label that may be meant by another one. Stricter than a hint about a wrong word: the label
 * may well be right, and somebody waits for it.
 */
final class NearLabel {

  private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(2);

  private NearLabel() {}

  /** The nearest of those; empty if none is near. */
  static Optional<String> of(String label, List<String> known) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String other : known) {
      int far = distance(bare(label), bare(other));
      if (far >= 0 && far < least) {
        least = far;
        best = other;
      }
    }
    return Optional.ofNullable(best);
  }

  /** -1 if they are not near. */
  private static int distance(String one, String other) {
    // Phone 1 and Phone 2 are two.
    if (!digits(one).equals(digits(other))) {
      return -1;
    }
    int far = DISTANCE.apply(one, other);
    int length = Math.min(one.length(), other.length());
    boolean swapped = far == 2 && length > 3 && Arrays.equals(sorted(one), sorted(other));
    int most = length < 4 ? 0 : length < 8 ? 1 : 2;
    return swapped || far <= most ? far : -1;
  }

  private static String digits(String bare) {
    return bare.replaceAll("\\P{Nd}", "");
  }

  private static char[] sorted(String bare) {
    char[] sorted = bare.toCharArray();
    Arrays.sort(sorted);
    return sorted;
  }

  /** Case, blanks and hyphens are a matter of taste. */
  private static String bare(String label) {
    String bare = Labels.comparable(label).replaceAll("[_ -]", "");
    return bare.isEmpty() ? label : bare;
  }
}
