package io.m1bridge.simulator.behaviour;

import java.time.Duration;

/**
 * What the page leaves open about OAuth2.
 *
 * @param accessTokenLife life of an access token; the page says 24 hours
 * @param codeLife life of an authorization code
 * @param expiresIn form of {@code expires_in}
 * @param rotation what becomes of a refresh token that was used
 * @param gracePeriod how long it goes on working from its first use on, for {@link
 *     Rotation#GRACE_PERIOD}
 * @param oldAccessTokenLives whether a refresh leaves older access tokens valid until they expire
 * @param echoState whether {@code state} comes back
 * @param refusedConsent what the browser gets when the user refuses
 * @param failureStatus HTTP status of a refused token call
 * @param refreshTokenInAnswer what a refresh answers in the place of a new refresh token
 * @param spuriousRefusals how often each refresh token is refused with {@code invalid_grant} before
 *     it works
 * @param deadGrant how a refresh of a dead grant is refused
 * @param newTokenLag how long the API refuses an access token that was just issued
 * @param gateway what stands before the token endpoint
 */
public record OAuthBehaviour(
    Duration accessTokenLife,
    Duration codeLife,
    ExpiresIn expiresIn,
    Rotation rotation,
    Duration gracePeriod,
    boolean oldAccessTokenLives,
    boolean echoState,
    RefusedConsent refusedConsent,
    int failureStatus,
    RefreshTokenInAnswer refreshTokenInAnswer,
    int spuriousRefusals,
    DeadGrant deadGrant,
    Duration newTokenLag,
    GatewayBehaviour gateway) {

  /** Checks that no length of time is negative. */
  public OAuthBehaviour {
    if (accessTokenLife.isNegative()
        || codeLife.isNegative()
        || gracePeriod.isNegative()
        || newTokenLag.isNegative()) {
      throw new IllegalArgumentException(
          "oauth.accessTokenLife, .codeLife, .gracePeriod and .newTokenLag must not be negative");
    }
    if (spuriousRefusals < 0) {
      throw new IllegalArgumentException("oauth.spuriousRefusals must not be negative");
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
    REUSE_DETECTION,
    /** It goes on working for {@code gracePeriod}, and each use gives a pair of its own. */
    GRACE_PERIOD,
    /** It goes on working until a token of the pair that it gave is used, the access token too. */
    UNTIL_SUCCESSOR_USED,
    /** A replay gets the same answer again, until its refresh token is used. */
    SAME_ANSWER
  }

  /** What stands in the place of a new refresh token; but for the new one the old goes on. */
  public enum RefreshTokenInAnswer {
    NEW,
    ABSENT,
    NULL,
    EMPTY,
    /** The same one again. */
    SAME
  }

  /** How a refresh of a dead grant is refused, under {@code failureStatus}. */
  public enum DeadGrant {
    /** {@code {"error": "invalid_grant"}}, as RFC 6749 has it. */
    INVALID_GRANT,
    INVALID_REQUEST,
    /** {@code {"error": "bad_refresh_token"}}. */
    BAD_REFRESH_TOKEN,
    /** {@code {"error": "E10101"}}. */
    CODE_AS_ERROR,
    /** {@code {"success": false, "data": {"code": "E10101"}}}. */
    CODE_IN_DATA,
    /** {@code {"success": false, "error": {"code": "E10101", "message": …}}}. */
    CODE_NESTED,
    /** {@code {"success": false, "msg": "无效的Token"}}. */
    SENTENCE,
    /** {@code E10101: 无效的Token}, and no JSON. */
    CODE_IN_TEXT,
    /** {@code {"errcode": 40001, "errmsg": …}}: a code that is none of M1's. */
    OWN_CODE
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
        Duration.ofSeconds(60),
        true,
        false,
        RefusedConsent.REDIRECT,
        400,
        RefreshTokenInAnswer.NEW,
        0,
        DeadGrant.INVALID_GRANT,
        Duration.ZERO,
        GatewayBehaviour.defaults());
  }
}
