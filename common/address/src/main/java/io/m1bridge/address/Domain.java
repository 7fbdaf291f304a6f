package io.m1bridge.address;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One spelling of a domain: UTS 46, non-transitional, to ASCII. */
final class Domain {

  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.USE_STD3_RULES);

  private Domain() {}

  /** Empty if it cannot be a domain. */
  static Optional<String> canonical(String domain) {
    if (CleanText.isPlain(domain) && !domain.contains("--")) {
      // What the validator makes of ASCII labels is enough.
      return Optional.of(domain.toLowerCase(Locale.ROOT));
    }
    IDNA.Info info = new IDNA.Info();
    StringBuilder ascii = new StringBuilder();
    try {
      UTS46.nameToASCII(domain, ascii, info);
    } catch (ICUInputTooLongException e) {
      // Some characters become several: what is short may still be longer than any label.
      return Optional.empty();
    }
    Set<IDNA.Error> errors = EnumSet.noneOf(IDNA.Error.class);
    errors.addAll(info.getErrors());
    // Registered names have two hyphens there; a damaged xn-- label is an error of its own.
    errors.remove(IDNA.Error.HYPHEN_3_4);
    return errors.isEmpty() ? Optional.of(ascii.toString()) : Optional.empty();
  }
}
