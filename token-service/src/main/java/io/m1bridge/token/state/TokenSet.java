package io.m1bridge.token.state;

import java.time.Duration;
import java.time.Instant;

/**
 * One generation of tokens.
 *
 * @param generation 1 for the first tokens of an account, one more with every new ones
 * @param fingerprint random, given with the generation: names the access token in a report and
 *     tells nothing about it
 * @param reportedInvalid M1 refused the access token (E10101) although it should be valid
 */
public record TokenSet(
    long generation,
    String accessToken,
    String refreshToken,
    String fingerprint,
    Instant issuedAt,
    Instant expiresAt,
    boolean reportedInvalid) {

  /** The moment from which on it is refreshed: half of its life. */
  public Instant halfLife() {
    return issuedAt.plus(Duration.between(issuedAt, expiresAt).dividedBy(2));
  }

  /** Whether the access token is good for so much longer. */
  public boolean isUsable(Instant now, Duration minValidity) {
    return !reportedInvalid && expiresAt.isAfter(now.plus(minValidity));
  }

  /** The same, known to be refused by M1. */
  public TokenSet refusedByM1() {
    return new TokenSet(
        generation, accessToken, refreshToken, fingerprint, issuedAt, expiresAt, true);
  }

  @Override
  public String toString() {
    return "TokenSet[generation=" + generation + ", expiresAt=" + expiresAt + "]";
  }
}
