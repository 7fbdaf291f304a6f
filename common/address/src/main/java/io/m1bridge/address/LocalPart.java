package io.m1bridge.address;

import com.ibm.icu.text.FilteredNormalizer2;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;

/** What stands before the {@code @}. */
final class LocalPart {

  /**
   * NFC, but for the three characters that it would turn into ASCII: the Kelvin sign into K, two
   * Greek marks into a semicolon and a grave accent. Another mailbox must not come out of it.
   */
  private static final Normalizer2 NFC =
      new FilteredNormalizer2(
          Normalizer2.getNFCInstance(),
          new UnicodeSet(0, Character.MAX_CODE_POINT)
              .remove(0x212A)
              .remove(0x037E)
              .remove(0x1FEF)
              .freeze());

  private LocalPart() {}

  static String normalized(String local) {
    return CleanText.isPlain(local) ? local : NFC.normalize(local);
  }

  /** For comparison: ASCII letters in lower case, then normalized again, since some now compose. */
  static String folded(String text) {
    return normalized(lowered(text));
  }

  /** ASCII letters in lower case, and nothing else. */
  static String lowered(String text) {
    StringBuilder lowered = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lowered.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    return lowered.toString();
  }
}
