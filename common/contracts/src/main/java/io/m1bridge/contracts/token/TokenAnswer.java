package io.m1bridge.contracts.token;

import java.time.Instant;

/**
 * Answer of {@code POST /v1/accounts/{id}/token}. The refresh token is never handed out.
 *
 * @param fingerprint names this token in a report about it; random, made with the token, so it
 *     tells nothing of it
 * @param incarnation see {@code AccountDescriptor}
 */
public record TokenAnswer(
    String accessToken, String fingerprint, Instant expiresAt, int incarnation) {
  @Override
  public String toString() {
    return "TokenAnswer[fingerprint=" + fingerprint + ", expiresAt=" + expiresAt + "]";
  }
}
