package io.m1bridge.token;

import io.m1bridge.process.UsedSecrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/** A key pair of the test and JWTs signed with it. */
final class TestCaller {

  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair pair;

  TestCaller() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    pair = generator.generateKeyPair();
  }

  Path writePublicKey(Path file) throws Exception {
    return Files.writeString(
        file,
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(pair.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n");
  }

  String jwt(String subject) throws Exception {
    return jwt(subject, "token-service", Instant.now().plusSeconds(600));
  }

  String jwt(String subject, String audience, Instant expires) throws Exception {
    String signed =
        base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
            + "."
            + base64(
                "{\"iss\":\"m1-bridge\",\"aud\":\"%s\",\"sub\":\"%s\",\"iat\":%d,\"exp\":%d}"
                    .formatted(
                        audience,
                        subject,
                        Instant.now().minusSeconds(5).getEpochSecond(),
                        expires.getEpochSecond()));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    String jwt = signed + "." + URL.encodeToString(signature.sign());
    UsedSecrets.note("caller-jwt", jwt);
    return jwt;
  }

  private static String base64(String text) {
    return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
