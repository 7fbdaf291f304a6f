package io.m1bridge.token.caller;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Reads a caller's JWT: who it is, if it may be believed.
 *
 * <p>Why: {@code docs/rationale.md#callers-jwts-are-read-by-ourselves}.
 */
final class CallerJwt {

  private static final int SKEW_SECONDS = 30;

  private final JwtConsumer consumer;

  /**
   * @param audience one of these must be in {@code aud}
   */
  CallerJwt(CallerKeys keys, String issuer, String[] audience) {
    this.consumer =
        new JwtConsumerBuilder()
            .setRequireExpirationTime()
            .setRequireSubject()
            .setExpectedIssuer(issuer)
            .setExpectedAudience(true, audience)
            .setAllowedClockSkewInSeconds(SKEW_SECONDS)
            .setJwsAlgorithmConstraints(
                new AlgorithmConstraints(
                    ConstraintType.PERMIT,
                    AlgorithmIdentifiers.RSA_USING_SHA256,
                    AlgorithmIdentifiers.RSA_USING_SHA384,
                    AlgorithmIdentifiers.RSA_USING_SHA512,
                    AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                    AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
                    AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
                    AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                    AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384))
            .setVerificationKeyResolver(keys)
            .build();
  }

  JwtClaims read(String token) throws InvalidCallerToken {
    try {
      return consumer.processToClaims(token);
    } catch (InvalidJwtException e) {
      throw new InvalidCallerToken(why(e), e);
    }
  }

  private static InvalidCallerToken.Why why(InvalidJwtException e) {
    if (isCausedBy(e, KeysLoading.class)) {
      return InvalidCallerToken.Why.KEYS_LOADING;
    }
    if (isCausedBy(e, UnknownKey.class)) {
      return InvalidCallerToken.Why.UNKNOWN_KEY;
    }
    if (e.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
      return InvalidCallerToken.Why.BAD_SIGNATURE;
    }
    if (e.hasErrorCode(ErrorCodes.EXPIRED)) {
      return InvalidCallerToken.Why.EXPIRED;
    }
    if (e.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
      return InvalidCallerToken.Why.NOT_YET_VALID;
    }
    if (e.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)
        || e.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
      return InvalidCallerToken.Why.WRONG_AUDIENCE;
    }
    if (e.hasErrorCode(ErrorCodes.ISSUER_INVALID) || e.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
      return InvalidCallerToken.Why.WRONG_ISSUER;
    }
    return InvalidCallerToken.Why.MALFORMED;
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }
}
