package io.m1bridge.ui.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Session values that prove themselves: {@code v1.<expiry, epoch s>.<nonce>.<HMAC-SHA256>}. Nothing
 * is stored, so every service and replica with the same key accepts them; to end all sessions,
 * change the token.
 */
final class Sessions {

  private static final Pattern VALUE =
      Pattern.compile("(v1\\.(\\d{1,12})\\.[A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
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
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    String claim =
        "v1." + clock.instant().plus(life).getEpochSecond() + "." + BASE64.encodeToString(nonce);
    return claim + "." + sign(claim);
  }

  boolean isValid(String value) {
    Matcher parts = VALUE.matcher(value);
    if (!parts.matches()) {
      return false;
    }
    boolean genuine =
        MessageDigest.isEqual(sign(parts.group(1)).getBytes(UTF_8), parts.group(3).getBytes(UTF_8));
    return genuine
        && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts.group(2))));
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
