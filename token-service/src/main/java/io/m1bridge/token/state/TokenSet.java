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
 * @param afterRefusal the generation before was refused, and this one is the one repair that there
 *     is for that
 */
public record TokenSet(
    long generation,
    String accessToken,
    String refreshToken,
    String fingerprint,
    Instant issuedAt,
    Instant expiresAt,
    boolean reportedInvalid,
    boolean afterRefusal) {

  /** A repair that is refused so soon has failed. */
  private static final Duration REPAIR_PROVES_ITSELF = Duration.ofMinutes(10);

  public TokenSet(
      long generation,
      String accessToken,
      String refreshToken,
      String fingerprint,
      Instant issuedAt,
      Instant expiresAt,
      boolean reportedInvalid) {
    this(
        generation,
        accessToken,
        refreshToken,
        fingerprint,
        issuedAt,
        expiresAt,
        reportedInvalid,
        false);
  }

  /** The moment from which on it is refreshed: half of its life. */
  public Instant halfLife() {
    return issuedAt.plus(Duration.between(issuedAt, expiresAt).dividedBy(2));
  }

  /** From its issue to its end. */
  public Duration life() {
    return Duration.between(issuedAt, expiresAt);
  }

  /**
   * The longest rest of life that may be asked for: nine tenths of the whole, for a newer
   * generation is got early to have it, and not all the time.
   */
  public Duration longestValidity() {
    return life().multipliedBy(9).dividedBy(10);
  }

  /** Whether a new generation of the same life would do. */
  public boolean canLastFor(Duration minValidity) {
    return minValidity.compareTo(longestValidity()) <= 0;
  }

  /** Whether the access token is good for so much longer. */
  public boolean isUsable(Instant now, Duration minValidity) {
    return !reportedInvalid && expiresAt.isAfter(now.plus(minValidity));
  }

  /** The same, known to be refused by M1. */
  public TokenSet refusedByM1() {
    return new TokenSet(
        generation,
        accessToken,
        refreshToken,
        fingerprint,
        issuedAt,
        expiresAt,
        true,
        afterRefusal);
  }

  /** The same, got because its predecessor was refused. */
  public TokenSet asRepair() {
    return new TokenSet(
        generation,
        accessToken,
        refreshToken,
        fingerprint,
        issuedAt,
        expiresAt,
        reportedInvalid,
        true);
  }

  /**
   * Whether a refusal of the access token now may only mean that M1's API does not know it yet.
   *
   * @param young how long that takes at most
   */
  public boolean isYoung(Instant now, Duration young) {
    return now.isBefore(issuedAt.plus(young));
  }

  /** Whether a refusal of it now means that newer tokens do not help. */
  public boolean isFailedRepair(Instant now) {
    return afterRefusal && now.isBefore(issuedAt.plus(REPAIR_PROVES_ITSELF));
  }

  @Override
  public String toString() {
    return "TokenSet[generation=" + generation + ", expiresAt=" + expiresAt + "]";
  }
}
