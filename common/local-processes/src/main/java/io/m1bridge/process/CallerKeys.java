package io.m1bridge.process;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The key pair of one run that says who calls token-service: what the cluster's service-account
 * tokens do in Kubernetes. The private key never leaves this process.
 */
public final class CallerKeys {
  /** Issuer of the tokens. */
  public static final String ISSUER = "m1-bridge";

  /** Audience of the tokens. */
  public static final String AUDIENCE = "token-service";

  private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._:-]+");
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

  /** The public key as a JWKS, as a cluster tells those of its service accounts. */
  public String jwks() {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"n\":\"%s\",\"e\":\"%s\"}]}"
        .formatted(base64(key.getModulus()), base64(key.getPublicExponent()));
  }

  /**
   * A JWT (RS256) for one caller, good for so long.
   *
   * @param subject letters, digits and {@code . _ : -}
   */
  public String token(String subject, Duration life) {
    if (!SUBJECT.matcher(subject).matches()) {
      throw new IllegalArgumentException("A subject has letters, digits and . _ : - only");
    }
    Instant now = clock.instant();
    String signed =
        base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
            + "."
            + base64(
                "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"%s\",\"iat\":%d,\"exp\":%d}"
                    .formatted(
                        ISSUER,
                        AUDIENCE,
                        subject,
                        now.getEpochSecond(),
                        now.plus(life).getEpochSecond()));
    String jwt =
        signed + "." + URL.encodeToString(sign(signed.getBytes(StandardCharsets.US_ASCII)));
    UsedSecrets.note("caller-jwt", jwt);
    return jwt;
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

  /** Big-endian without a sign, as a JWK has numbers. */
  private static String base64(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0;
    return URL.encodeToString(Arrays.copyOfRange(bytes, sign, bytes.length));
  }

  private static String base64(String text) {
    return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Redacted: holds a private key. */
  @Override
  public String toString() {
    return "CallerKeys[…]";
  }
}
