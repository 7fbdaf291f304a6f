package io.m1bridge.simulator.oauth;

import java.time.Duration;
import java.time.Instant;

/** What a token call comes to. */
public sealed interface TokenOutcome {
  /**
   * A new pair.
   *
   * @param accountId the account it opens
   * @param accessToken secret
   * @param refreshToken secret
   * @param expiresAt when the access token dies
   * @param life how long it lives
   * @param byRefresh whether a refresh got it
   */
  record Issued(
      String accountId,
      String accessToken,
      String refreshToken,
      Instant expiresAt,
      Duration life,
      boolean byRefresh)
      implements TokenOutcome {
    /** Redacted. */
    @Override
    public String toString() {
      return "Issued[accountId=" + accountId + "]";
    }
  }

  /**
   * No.
   *
   * @param error OAuth2's word for it
   * @param description for people; holds nothing that was sent
   */
  record Refused(String error, String description) implements TokenOutcome {}

  /** The grant of this refresh token is dead, or the token is; the knobs say how that is told. */
  record DeadGrant() implements TokenOutcome {}
}
