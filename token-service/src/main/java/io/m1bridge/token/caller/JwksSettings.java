package io.m1bridge.token.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How the keys of callers are read, beside {@code mp.jwt.verify.publickey.location}. */
@ConfigMapping(prefix = "m1bridge.token.jwks")
public interface JwksSettings {

  /** PEM certificates that the address of the keys is trusted by; else the JVM's. */
  @WithDefault("${M1BRIDGE_JWKS_CA_FILE:}")
  Optional<Path> caFile();

  /** A bearer token to present to the address of the keys; read every time. */
  @WithDefault("${M1BRIDGE_JWKS_TOKEN_FILE:}")
  Optional<Path> tokenFile();

  /** A key that was taken away works for so long at most, while the keys can be read. */
  @WithDefault("5m")
  Duration refreshEvery();
}
