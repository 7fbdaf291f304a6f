package io.m1bridge.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.ContractJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

  @TempDir Path temporary;
  private Credentials credentials;

  @BeforeEach
  void make() {
    RunDirectory directory =
        RunDirectory.create(Optional.of(temporary.resolve("run")), temporary, "r1");
    credentials = Credentials.make(directory, Optional.empty(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void shouldWriteTokensThatThePublicKeyVerifies() throws Exception {
    String token = Files.readString(credentials.tokenFile(Credentials.CONTACT_SYNC));
    String[] parts = token.split("\\.");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(publicKey());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));

    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    JsonNode claims = ContractJson.mapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
    assertThat(claims.path("sub").asText()).isEqualTo("contact-sync");
    assertThat(claims.path("aud").asText()).isEqualTo("token-service");
    assertThat(Instant.ofEpochSecond(claims.path("exp").asLong()))
        .isEqualTo(NOW.plusSeconds(12 * 3600));
  }

  @Test
  void shouldKeepSecretsToTheirOwner() throws Exception {
    for (Path file :
        new Path[] {credentials.keyset(), credentials.tokenFile(Credentials.EDM_EVENT)}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve("run"))))
        .isEqualTo("rwx------");
    assertThat(credentials.toString()).doesNotContain(credentials.uiToken());
    assertThat(credentials.simulatorAccess(URI.create("http://127.0.0.1:1")).toString())
        .doesNotContain(
            credentials.simulatorAccess(URI.create("http://127.0.0.1:1")).clientSecret());
  }

  @Test
  void shouldLetTheGroupReadWhereContainersMust() throws Exception {
    Path run = temporary.resolve("containers");
    Path kept = temporary.resolve("kept.json");
    Credentials shared =
        Credentials.make(
            RunDirectory.create(Optional.of(run), temporary, "r2", true),
            Optional.of(kept),
            Clock.fixed(NOW, ZoneOffset.UTC));

    assertThat(permissions(run)).isEqualTo("rwxr-x---");
    assertThat(permissions(shared.keyset())).isEqualTo("rw-r-----");
    assertThat(permissions(shared.tokenFile(Credentials.EDM_EVENT))).isEqualTo("rw-r-----");
    assertThat(permissions(kept)).isEqualTo("rw-------");
    assertThat(shared.keyset()).hasSameTextualContentAs(kept);
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void shouldMakeATinkKeyset() throws Exception {
    JsonNode keyset = ContractJson.mapper().readTree(Files.readString(credentials.keyset()));
    assertThat(keyset.path("key").get(0).path("keyData").path("typeUrl").asText())
        .endsWith("AesGcmKey");
  }

  private PublicKey publicKey() throws Exception {
    String pem = Files.readString(credentials.publicKey());
    String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
  }
}
