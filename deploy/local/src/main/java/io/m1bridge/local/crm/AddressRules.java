package io.m1bridge.local.crm;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which mailbox a text names, read with the JDK alone: a run would prove nothing if the truth were
 * computed by the code under test.
 */
final class AddressRules {
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cf}\\u034f\\ufe00-\\ufe0f]|[\\p{Cc}&&[^\\s]]");
  private static final Pattern BLANKS = Pattern.compile("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$");
  private static final Pattern LOCAL =
      Pattern.compile("(?!['.])(?!.*\\.(\\.|$))[^@\\s\\p{Z}\"<>(),;:、\\\\\\[\\]]{1,64}");
  private static final Pattern DOMAIN =
      Pattern.compile("((?!-)[a-z0-9-]{1,63}(?<!-)\\.)+(?!-)(?![0-9]+$)[a-z0-9-]{1,63}(?<!-)");

  /** What reads as itself; to fold and to clean every address costs a long run too much. */
  private static final Pattern PLAIN =
      Pattern.compile("(?=.{1,64}$)[a-z0-9]+([._-][a-z0-9]+)*@([a-z]+\\.)+[a-z]+");

  private static final int MOST_OCTETS = 254;

  private AddressRules() {}

  /** As M1 has to show it; empty if it names none. */
  static Optional<String> meant(String text) {
    if (PLAIN.matcher(text).matches()) {
      return Optional.of(text);
    }
    String clean = folded(BLANKS.matcher(INVISIBLE.matcher(text).replaceAll("")).replaceAll(""));
    int at = clean.indexOf('@');
    if (at < 0 || !LOCAL.matcher(clean.substring(0, at)).matches()) {
      return Optional.empty();
    }
    return domain(clean.substring(at + 1))
        .map(domain -> composed(clean.substring(0, at)) + "@" + domain)
        .filter(address -> address.getBytes(StandardCharsets.UTF_8).length <= MOST_OCTETS);
  }

  private static Optional<String> domain(String text) {
    try {
      String ascii = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
      return DOMAIN.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String folded(String text) {
    StringBuilder folded = new StringBuilder();
    text.chars().forEach(c -> folded.append((char) (c >= '！' && c <= '～' ? c - '！' + '!' : c)));
    return folded.toString();
  }

  /** NFC, but a Kelvin sign stays one: it is no K. */
  private static String composed(String local) {
    StringBuilder composed = new StringBuilder();
    for (String part : local.split("(?=\u212a)|(?<=\u212a)")) {
      composed.append(
          part.equals("\u212a") ? part : Normalizer.normalize(part, Normalizer.Form.NFC));
    }
    return composed.toString();
  }
}
