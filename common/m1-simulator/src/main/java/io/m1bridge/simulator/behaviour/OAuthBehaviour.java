package io.m1bridge.simulator.behaviour;

import java.time.Duration;

/**
 * What the page leaves open about OAuth2.
 *
 * @param accessTokenLife life of an access token; the page says 24 hours
 * @param codeLife life of an authorization code
 * @param expiresIn form of {@code expires_in}
 * @param rotation what becomes of a refresh token that was used
 * @param oldAccessTokenLives whether a refresh leaves older access tokens valid until they expire
 * @param echoState whether {@code state} comes back
 * @param refusedConsent what the browser gets when the user refuses
 * @param failureStatus HTTP status of a refused token call
 */
public record OAuthBehaviour(
    Duration accessTokenLife,
    Duration codeLife,
    ExpiresIn expiresIn,
    Rotation rotation,
    boolean oldAccessTokenLives,
    boolean echoState,
    RefusedConsent refusedConsent,
    int failureStatus) {

  /** Checks the lives. */
  public OAuthBehaviour {
    if (accessTokenLife.isNegative() || codeLife.isNegative()) {
      throw new IllegalArgumentException(
          "oauth.accessTokenLife and oauth.codeLife must not be negative");
    }
    if (failureStatus < 200 || failureStatus > 599) {
      throw new IllegalArgumentException("oauth.failureStatus must be from 200 to 599");
    }
  }

  /** Form of {@code expires_in}. */
  public enum ExpiresIn {
    /** The page's form: an instant in epoch milliseconds. */
    INSTANT_MILLIS,
    INSTANT_SECONDS,
    MILLIS,
    SECONDS
  }

  /** A refresh token that was used once. */
  public enum Rotation {
    /** It is dead. */
    STRICT,
    /** It goes on working. */
    LENIENT,
    /** Its second use kills the whole grant, with the access tokens. */
    REUSE_DETECTION
  }

  /** The user says no. */
  public enum RefusedConsent {
    REDIRECT,
    /** The page's failure form, in the browser. */
    JSON
  }

  static OAuthBehaviour defaults() {
    return new OAuthBehaviour(
        Duration.ofHours(24),
        Duration.ofMinutes(10),
        ExpiresIn.INSTANT_MILLIS,
        Rotation.STRICT,
        true,
        false,
        RefusedConsent.REDIRECT,
        400);
  }
}
