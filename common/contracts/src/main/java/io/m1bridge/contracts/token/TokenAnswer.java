package io.m1bridge.contracts.token;

import java.time.Instant;

/**
 * Answer of {@code POST /v1/accounts/{id}/token}. The refresh token is never handed out.
 *
 * @param fingerprint names this token in a report about it; random, made with the token, so it
 *     tells nothing of it
 * @param incarnation see {@code AccountDescriptor}
 * @param ageMillis ms since it was issued, so that no clock has to agree with another: M1's API may
 *     not know a young token yet
 */
public record TokenAnswer(
    String accessToken, String fingerprint, Instant expiresAt, int incarnation, long ageMillis) {
  @Override
  public String toString() {
    return "TokenAnswer[fingerprint=" + fingerprint + ", expiresAt=" + expiresAt + "]";
  }
}
