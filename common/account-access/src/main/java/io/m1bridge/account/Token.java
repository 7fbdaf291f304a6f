package io.m1bridge.account;

import io.m1bridge.m1.AccessToken;
import java.time.Duration;
import java.time.Instant;

/**
 * A token as handed out.
 *
 * @param fingerprint names it in a report
 * @param incarnation of the account; a new one means that what is known about the old does not
 *     apply
 * @param age since M1 issued it, when it was handed out
 */
public record Token(
    AccessToken accessToken, String fingerprint, Instant expiresAt, int incarnation, Duration age) {

  /** So long M1's API may not know a token that its token endpoint has just issued. */
  static final Duration YOUNG = Duration.ofSeconds(30);

  /** One that M1's API surely knows. */
  public Token(AccessToken accessToken, String fingerprint, Instant expiresAt, int incarnation) {
    this(accessToken, fingerprint, expiresAt, incarnation, YOUNG);
  }
}
