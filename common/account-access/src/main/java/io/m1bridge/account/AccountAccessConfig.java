package io.m1bridge.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How to reach token-service. */
@ConfigMapping(prefix = "m1bridge.account-access")
interface AccountAccessConfig {

  /**
   * Where token-service answers; several replicas, separated by commas: the first one that does.
   */
  @WithDefault("${TOKEN_SERVICE_URL:http://127.0.0.1:8081}")
  List<URI> url();

  /**
   * A file with the JWT that is presented to token-service; read again for every request. Without
   * it nothing is granted, and the log says so.
   */
  @WithDefault("${M1BRIDGE_CALLER_TOKEN_FILE:}")
  Optional<Path> callerTokenFile();

  /** How long one request to token-service may take. */
  @WithDefault("5s")
  Duration timeout();

  /** A token must be good for so much longer to be used for a new call. */
  @WithDefault("60s")
  Duration minTokenValidity();
}
