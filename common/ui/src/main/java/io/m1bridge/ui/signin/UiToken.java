package io.m1bridge.ui.signin;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that signs people in. Everything that a session needs is derived from it, so services
 * that share it share sessions.
 */
final class UiToken {

  private static final int MIN_LENGTH = 32;
  private static final int RANDOM_BYTES = 32;

  private final String value;

  private UiToken(String value) {
    this.value = value;
  }

  /**
   * @throws IllegalArgumentException if it is short enough to be guessed; the message names the
   *     setting, not the value
   */
  static UiToken given(String value) {
    String trimmed = value.strip();
    if (trimmed.length() < MIN_LENGTH) {
      throw new IllegalArgumentException(
          "m1bridge.ui.token (M1BRIDGE_UI_TOKEN) has %d characters and needs at least %d: make one with `openssl rand -hex 32`"
              .formatted(trimmed.length(), MIN_LENGTH));
    }
    return new UiToken(trimmed);
  }

  static UiToken random(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new UiToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Compares in a time that tells nothing about where, or at what length, the two differ. */
  boolean matches(String candidate) {
    return MessageDigest.isEqual(
        hmac("m1bridge.ui.compare", value), hmac("m1bridge.ui.compare", candidate.strip()));
  }

  /** The key that session values are signed with. */
  byte[] sessionKey() {
    return hmac(value, "m1bridge.ui.session.v1");
  }

  /** The token itself, for the one line that start-up prints. */
  String reveal() {
    return value;
  }

  static byte[] hmac(String key, String message) {
    return hmac(key.getBytes(StandardCharsets.UTF_8), message);
  }

  static byte[] hmac(byte[] key, String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "UiToken[redacted]";
  }
}
