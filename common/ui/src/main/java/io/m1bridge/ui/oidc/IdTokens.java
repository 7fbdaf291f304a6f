package io.m1bridge.ui.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jose4j.http.Get;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;

/** Checks id tokens as OpenID Connect Core 3.1.3.7 wants it, with the keys of one address. */
final class IdTokens {

  private static final int LEEWAY_SECONDS = 30;
  private static final int MAX_KEYS_BYTES = 512 * 1024;

  private final OidcSettings settings;
  private final HttpsJwksVerificationKeyResolver keys;
  private final Clock clock;

  IdTokens(OidcSettings settings, IssuerMetadata metadata, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.keys = new HttpsJwksVerificationKeyResolver(jwks(metadata));
  }

  /** Fetches the keys anew for a key that it does not know: issuers rotate them. */
  private static HttpsJwks jwks(IssuerMetadata metadata) {
    Get get = new Get();
    get.setConnectTimeout((int) IssuerHttp.TIMEOUT.toMillis());
    get.setReadTimeout((int) IssuerHttp.TIMEOUT.toMillis());
    get.setRetries(0);
    get.setResponseBodySizeLimit(MAX_KEYS_BYTES);
    HttpsJwks jwks = new HttpsJwks(metadata.jwksUri().toString());
    jwks.setSimpleHttpGet(get);
    // Tokens come from the issuer alone, so nobody can make us ask often.
    jwks.setRefreshReprieveThreshold(0);
    return jwks;
  }

  /**
   * @param nonce what this sign-in sent to the issuer
   * @return the claims
   */
  Map<String, Object> verified(String idToken, String nonce) throws OidcException {
    try {
      JwtClaims claims =
          new JwtConsumerBuilder()
              .setVerificationKeyResolver(keys)
              .setJwsAlgorithmConstraints(
                  ConstraintType.PERMIT,
                  AlgorithmIdentifiers.RSA_USING_SHA256,
                  AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
              .setExpectedIssuer(true, settings.issuer().toString())
              .setExpectedAudience(true, settings.clientId())
              .setRequireSubject()
              .setRequireExpirationTime()
              .setRequireIssuedAt()
              .setAllowedClockSkewInSeconds(LEEWAY_SECONDS)
              .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
              .build()
              .processToClaims(idToken);
      checkParty(claims);
      checkNonce(claims, nonce);
      return claims.getClaimsMap();
    } catch (InvalidJwtException e) {
      throw refused(
          e.getErrorDetails().stream()
              .map(error -> describe(error.getErrorCode()))
              .collect(Collectors.joining(", ")));
    } catch (MalformedClaimException e) {
      throw refused("a claim has the wrong type");
    }
  }

  /** The code in words, never the exception's message: that quotes the token. */
  private static String describe(int code) {
    return switch (code) {
      case ErrorCodes.EXPIRED -> "expired";
      case ErrorCodes.AUDIENCE_INVALID -> "wrong audience";
      case ErrorCodes.ISSUER_INVALID -> "wrong issuer";
      case ErrorCodes.SIGNATURE_INVALID -> "wrong signature";
      case ErrorCodes.MISCELLANEOUS ->
          "no token, an algorithm other than RS256 and ES256, or a key that jwks_uri does not have";
      default -> "jose4j error code " + code;
    };
  }

  private void checkParty(JwtClaims claims) throws MalformedClaimException, OidcException {
    List<String> audience = claims.getAudience();
    String party = claims.getStringClaimValue("azp");
    if (party == null ? audience.size() > 1 : !party.equals(settings.clientId())) {
      throw refused("it was issued to another client");
    }
  }

  private static void checkNonce(JwtClaims claims, String nonce)
      throws MalformedClaimException, OidcException {
    String found = claims.getStringClaimValue("nonce");
    if (found == null || !MessageDigest.isEqual(found.getBytes(UTF_8), nonce.getBytes(UTF_8))) {
      throw refused("it belongs to another sign-in (nonce)");
    }
  }

  private static OidcException refused(String reason) {
    return new OidcException(OidcFailure.TOKEN_REFUSED, "the id token was refused: " + reason);
  }
}
