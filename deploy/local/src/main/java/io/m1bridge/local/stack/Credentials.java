package io.m1bridge.local.stack;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.m1bridge.local.options.RunOptions.M1Access;
import io.m1bridge.local.options.UserError;
import io.m1bridge.process.CallerKeys;
import io.m1bridge.process.UsedSecrets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Keys, tokens and secrets of one run, made at its start and known to nobody else. */
final class Credentials {
  /** Callers of token-service, each with a token file of its name. */
  static final String CONTACT_SYNC = "contact-sync";

  static final String EDM_EVENT = "edm-event";

  /** This process, when it asks about accounts. */
  static final String ADMIN = "local-admin";

  private static final String KEYSET = "keyset.json";
  private static final Duration TOKEN_LIFE = Duration.ofHours(12);
  private static final Duration RENEW_AFTER = Duration.ofHours(4);
  private static final String SIMULATOR_PLAN = "diamond";
  private static final String SIMULATOR_CLIENT = "demo-client";

  private final RunDirectory directory;
  private final Clock clock;
  private final CallerKeys keys;
  private final Path publicKey;
  private final Path keyset;
  private final String uiToken;
  private final String simulatorSecret;
  private Instant renewAt = Instant.MIN;

  private Credentials(RunDirectory directory, Optional<Path> lastingKeyset, Clock clock) {
    this.directory = directory;
    this.clock = clock;
    this.keys = CallerKeys.generate(clock);
    this.publicKey = directory.write("caller-key.pem", keys.publicKeyPem());
    this.keyset =
        directory.write(
            KEYSET, lastingKeyset.map(Credentials::kept).orElseGet(Credentials::newKeyset));
    SecureRandom random = new SecureRandom();
    this.uiToken = hex(random);
    this.simulatorSecret = hex(random);
  }

  /**
   * Makes them.
   *
   * @param lastingKeyset where token-service's keyset is kept, and found again, if Kafka outlives
   *     the run: what was encrypted by an earlier run is still there then
   */
  static Credentials make(RunDirectory directory, Optional<Path> lastingKeyset, Clock clock) {
    Credentials credentials = new Credentials(directory, lastingKeyset, clock);
    credentials.renewIfDue();
    return credentials;
  }

  /** Writes new tokens for the callers, long before the old ones expire. */
  void renewIfDue() {
    Instant now = clock.instant();
    if (!now.isBefore(renewAt)) {
      for (String caller : List.of(CONTACT_SYNC, EDM_EVENT)) {
        directory.write(caller + ".jwt", keys.token(caller, TOKEN_LIFE));
      }
      renewAt = now.plus(RENEW_AFTER);
    }
  }

  /** The file with a caller's current token. */
  Path tokenFile(String caller) {
    return directory.path().resolve(caller + ".jwt");
  }

  /** A fresh token of this process. */
  String adminToken() {
    return keys.token(ADMIN, Duration.ofMinutes(5));
  }

  /** The public key, PEM. */
  Path publicKey() {
    return publicKey;
  }

  /** token-service's Tink keyset, JSON in clear. */
  Path keyset() {
    return keyset;
  }

  /** What people sign in with at the pages. */
  String uiToken() {
    return uiToken;
  }

  /** The simulator at this address in place of M1. */
  M1Access simulatorAccess(URI address) {
    return new M1Access(
        address.resolve("/v2"), address, SIMULATOR_CLIENT, simulatorSecret, SIMULATOR_PLAN);
  }

  /** The one of an earlier run, else a new one, kept for later ones. */
  private static String kept(Path file) {
    try {
      if (!Files.exists(file)) {
        RunDirectory.write(file, newKeyset());
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UserError("Cannot read " + file + ".", "It is the keyset of earlier runs.", e);
    }
  }

  private static String newKeyset() {
    try {
      AeadConfig.register();
      String fresh =
          TinkJsonProtoKeysetFormat.serializeKeyset(
              KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
              InsecureSecretKeyAccess.get());
      UsedSecrets.note("keyset", fresh);
      return fresh;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-GCM", e);
    }
  }

  private static String hex(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Redacted: holds secrets. */
  @Override
  public String toString() {
    return "Credentials[…]";
  }
}
