package io.m1bridge.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.m1bridge.contracts.ContractJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The key pair of one run that says who calls token-service: what the cluster's service-account
 * tokens do in Kubernetes. The private key never leaves this process.
 */
public final class CallerKeys {
  /** Issuer of the tokens. */
  public static final String ISSUER = "m1-bridge";

  /** Audience of the tokens. */
  public static final String AUDIENCE = "token-service";

  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final KeyPair pair;
  private final Clock clock;

  private CallerKeys(KeyPair pair, Clock clock) {
    this.pair = pair;
    this.clock = clock;
  }

  /** A new pair. */
  public static CallerKeys generate(Clock clock) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return new CallerKeys(generator.generateKeyPair(), clock);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has RSA", e);
    }
  }

  /** The public key as PEM. */
  public String publicKeyPem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + PEM.encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** A JWT (RS256) for one caller, good for so long. */
  public String token(String subject, Duration life) {
    Instant now = clock.instant();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ISSUER);
    claims.put("aud", AUDIENCE);
    claims.put("sub", subject);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(life).getEpochSecond());
    String signed = json(Map.of("alg", "RS256", "typ", "JWT")) + "." + json(claims);
    return signed + "." + URL.encodeToString(sign(signed.getBytes(StandardCharsets.US_ASCII)));
  }

  private byte[] sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK signs with RSA and SHA-256", e);
    }
  }

  private static String json(Object value) {
    try {
      return URL.encodeToString(ContractJson.mapper().writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A map of texts and numbers is always JSON", e);
    }
  }

  /** Redacted: holds a private key. */
  @Override
  public String toString() {
    return "CallerKeys[…]";
  }
}
