package io.m1bridge.token.caller;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Reads a JWKS, or one public key as PEM (RSA or EC). */
final class PublicKeys {

  private PublicKeys() {}

  static List<JsonWebKey> parse(String text) throws IOException {
    List<JsonWebKey> keys = text.stripLeading().startsWith("{") ? jwks(text) : List.of(pem(text));
    if (keys.isEmpty()) {
      throw new IOException("there is no public signature key in it");
    }
    return keys;
  }

  private static List<JsonWebKey> jwks(String text) throws IOException {
    try {
      return new JsonWebKeySet(text)
          .getJsonWebKeys().stream()
              .filter(key -> key instanceof PublicJsonWebKey)
              .filter(key -> key.getUse() == null || key.getUse().equals("sig"))
              .toList();
    } catch (JoseException e) {
      throw new IOException("it is not a JWKS", e);
    }
  }

  private static JsonWebKey pem(String text) throws IOException {
    try {
      return JsonWebKey.Factory.newJwk(publicKey(text));
    } catch (JoseException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("it is neither a JWKS nor a public key as PEM", e);
    }
  }

  private static PublicKey publicKey(String text) throws GeneralSecurityException {
    try {
      return KeyUtils.decodePublicKey(text, SignatureAlgorithm.RS256);
    } catch (GeneralSecurityException notRsa) {
      return KeyUtils.decodePublicKey(text, SignatureAlgorithm.ES256);
    }
  }
}
