package io.m1bridge.ui.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.m1bridge.ui.oidc.Person;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Session values that prove themselves: {@code v1.<expiry, epoch s>.<nonce>.<HMAC-SHA256>}, or
 * {@code v2.<expiry>.<nonce>.<name>.<HMAC-SHA256>} where it is known who it is, {@code v3} where
 * that person may only look. Nothing is stored, so every service and replica with the same key
 * accepts them; to end all sessions, change the token, or the client's secret.
 */
final class Sessions {

  private static final Pattern VALUE =
      Pattern.compile(
          "((?:v1|v2|v3)\\.(\\d{1,12})\\.[A-Za-z0-9_-]{22}(?:\\.([A-Za-z0-9_-]{1,1000}))?)\\.([A-Za-z0-9_-]{43})");
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String LOOKING = "v3.";
  private static final int NONCE_BYTES = 16;

  private final byte[] key;
  private final Duration life;
  private final Clock clock;
  private final SecureRandom random;

  Sessions(byte[] key, Duration life, Clock clock, SecureRandom random) {
    this.key = key.clone();
    this.life = life;
    this.clock = clock;
    this.random = random;
  }

  String open() {
    return sealed("v1." + fresh());
  }

  String open(Person person) {
    String version = person.operator() ? "v2." : LOOKING;
    return sealed(version + fresh() + "." + BASE64.encodeToString(person.name().getBytes(UTF_8)));
  }

  boolean isValid(String value) {
    return valid(value).isPresent();
  }

  /** Whether it is a session of somebody who may act, not only look. */
  boolean isOperator(String value) {
    return isValid(value) && !value.startsWith(LOOKING);
  }

  /** Whose session it is; empty if it is none of ours, or nobody's in particular. */
  Optional<String> person(String value) {
    return valid(value)
        .map(parts -> parts.group(3))
        .map(name -> new String(Base64.getUrlDecoder().decode(name), UTF_8));
  }

  private Optional<Matcher> valid(String value) {
    Matcher parts = VALUE.matcher(value);
    return parts.matches()
            && MessageDigest.isEqual(
                sign(parts.group(1)).getBytes(UTF_8), parts.group(4).getBytes(UTF_8))
            && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts.group(2))))
        ? Optional.of(parts)
        : Optional.empty();
  }

  private String fresh() {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return clock.instant().plus(life).getEpochSecond() + "." + BASE64.encodeToString(nonce);
  }

  private String sealed(String claim) {
    return claim + "." + sign(claim);
  }

  Duration life() {
    return life;
  }

  private String sign(String claim) {
    return BASE64.encodeToString(UiToken.hmac(key, claim));
  }

  @Override
  public String toString() {
    return "Sessions[life=" + life + "]";
  }
}
