package io.m1bridge.ui.signin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who may see the pages, and which pages need it. */
@ConfigMapping(prefix = "m1bridge.ui")
public interface SignInConfig {

  /**
   * The token that signs people in, at least 32 characters ({@code openssl rand -hex 32}). Absent:
   * a new one at every start, printed once on standard output. Give the same to all services and
   * replicas, so that one sign-in serves all.
   */
  Optional<String> token();

  /**
   * Paths that only people who signed in may see: an exact path, or a prefix ending in {@code /*},
   * which also covers the path without the slash. Resources with {@link UiProtected} are covered
   * wherever they are.
   */
  @WithName("protected-paths")
  @WithDefault("/,/ui/*")
  List<String> protectedPaths();

  /** How long a sign-in lasts. */
  @WithName("session-life")
  @WithDefault("12h")
  Duration sessionLife();

  /**
   * Allow signing in over plain http from other machines. The token and the session then cross the
   * network readable for everyone on the way; loopback and https need no permission.
   */
  @WithName("allow-insecure")
  @WithDefault("false")
  boolean allowInsecure();
}
