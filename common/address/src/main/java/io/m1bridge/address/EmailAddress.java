package io.m1bridge.address;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * An email address in canonical form. Two are equal if they name one mailbox. Reading a {@link
 * #sent()} or {@link #key()} again gives the same.
 *
 * <p>The module's README has the steps.
 *
 * <p>Why: {@code docs/rationale.md#decorations-are-refused-not-taken-off}.
 */
public final class EmailAddress {

  /** RFC 5321, 4.5.3.1.3: a path of 256 octets holds the address and two brackets. */
  private static final int MAX_OCTETS = 254;

  /**
   * No text with more characters comes down to an address: normalizing makes one of four at most.
   * What a domain, and marks that combine, cost grows faster than their length.
   */
  private static final int MAX_CHARS = 4 * MAX_OCTETS;

  private static final EmailValidator VALIDATOR =
      JMail.strictValidator()
          .requireTopLevelDomain()
          .disallowIpDomain()
          .disallowQuotedIdentifiers()
          .disallowObsoleteWhitespace()
          .disallowExplicitSourceRouting();

  private final String sent;
  private final String key;

  private EmailAddress(String local, String domain) {
    sent = local + '@' + domain;
    key = LocalPart.folded(local) + '@' + domain;
  }

  /** What a text turned out to be. */
  public sealed interface Reading {

    /** One address. */
    record Valid(EmailAddress address) implements Reading {}

    /**
     * None.
     *
     * @param what what is wrong and what to send, to follow the field's name; no contents
     */
    record Invalid(String what) implements Reading {}
  }

  /** Reads a text as a person or a program wrote it. Never throws. */
  public static Reading read(String text) {
    int ordinary = OrdinaryAddress.at(text);
    if (ordinary > 0) {
      String domain = text.substring(ordinary + 1).toLowerCase(Locale.ROOT);
      return new Reading.Valid(new EmailAddress(text.substring(0, ordinary), domain));
    }
    return validated(text);
  }

  /** Every step of the reading; {@link OrdinaryAddress} is only quicker. */
  static Reading validated(String text) {
    String clean = CleanText.of(text);
    Optional<String> decoration = Decoration.problem(clean);
    if (decoration.isPresent()) {
      return new Reading.Invalid(decoration.get());
    }
    if (!CleanText.isPlain(clean) && hasHalfCharacter(clean)) {
      return new Reading.Invalid("holds half a character (a lone surrogate): send whole ones");
    }
    if (clean.length() > MAX_CHARS) {
      return tooLong();
    }
    int at = clean.lastIndexOf('@');
    Optional<String> domain = at < 1 ? Optional.empty() : Domain.canonical(clean.substring(at + 1));
    if (domain.isEmpty()) {
      return new Reading.Invalid("is not an address of the form name@domain.tld");
    }
    EmailAddress address =
        new EmailAddress(LocalPart.normalized(clean.substring(0, at)), domain.get());
    if (address.sent.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS) {
      return tooLong();
    }
    return VALIDATOR.isValid(address.sent)
        ? new Reading.Valid(address)
        : new Reading.Invalid("is not an address of the form name@domain.tld");
  }

  private static Reading tooLong() {
    return new Reading.Invalid("is longer than " + MAX_OCTETS + " bytes");
  }

  /**
   * The key of any text, for stores and comparisons: {@link #key()} where it is an address. Else
   * the text, cleaned and in lower case (ASCII), which is never the key of an address.
   */
  public static String keyOf(String text) {
    if (CleanText.isPlain(text)) {
      // An address or not, this is what comes out below; stores ask for it many times per change.
      return LocalPart.folded(text);
    }
    String clean = CleanText.of(text);
    if (clean.length() > MAX_CHARS) {
      return LocalPart.lowered(clean);
    }
    return read(text) instanceof Reading.Valid valid
        ? valid.address().key()
        : LocalPart.folded(LocalPart.normalized(clean));
  }

  /** The spelling to send and to show: case as it came before the {@code @}. */
  public String sent() {
    return sent;
  }

  /** The same for every spelling of one mailbox. */
  public String key() {
    return key;
  }

  private static boolean hasHalfCharacter(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EmailAddress address && address.key.equals(key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** Hides it: an address is personal data. */
  @Override
  public String toString() {
    return "EmailAddress[…]";
  }
}
