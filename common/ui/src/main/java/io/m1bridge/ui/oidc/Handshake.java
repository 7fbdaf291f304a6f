package io.m1bridge.ui.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.UnaryOperator;

/**
 * One sign-in under way. The browser keeps {@code ticket}; state, nonce and PKCE verifier follow
 * from it by a key of ours, so any replica can finish, and the browser's cookies tell nobody the
 * verifier.
 *
 * @param ticket random, signed by the caller
 * @param keyed HMAC-SHA256 with our key, as unpadded base64url (43 characters)
 */
record Handshake(String ticket, UnaryOperator<String> keyed) {

  String state() {
    return keyed.apply("state|" + ticket);
  }

  String nonce() {
    return keyed.apply("nonce|" + ticket);
  }

  /** 43 characters, which RFC 7636 has as the minimum: 256 bits. */
  String verifier() {
    return keyed.apply("verifier|" + ticket);
  }

  String challenge() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier().getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  boolean isState(String candidate) {
    return MessageDigest.isEqual(state().getBytes(UTF_8), candidate.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "Handshake[redacted]";
  }
}
