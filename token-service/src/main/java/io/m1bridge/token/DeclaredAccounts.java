package io.m1bridge.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Accounts declared in the configuration; the key is the account id. */
@ConfigMapping(prefix = "m1bridge.accounts")
public interface DeclaredAccounts {

  @WithParentName
  Map<String, Declared> all();

  /** One account. */
  interface Declared {

    String clientId();

    /** Client secrets, the current one first; prefer files. */
    Optional<List<String>> clientSecret();

    /** Files that hold one client secret each, the current one first. */
    Optional<List<Path>> clientSecretFile();

    /** {@code gold} (2,000 calls an hour) or {@code diamond} (4,000). */
    @WithDefault("gold")
    String plan();

    /** M1's limit, where it is not the plan's. */
    OptionalInt callsPerHour();

    /** Percent of the hour's calls that are for others: there are no permits for them. */
    @WithDefault("0")
    int reserve();

    /** Default: {@code /oauth2/callback} below {@code m1bridge.token.public-url}. */
    Optional<URI> redirectUri();
  }
}
