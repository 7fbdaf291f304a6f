package io.m1bridge.testkit.m1;

import io.m1bridge.m1.http.M1ClientConfig;
import io.m1bridge.m1.http.M1Clients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The HTTP adapter with all its decorators, and a breaker that stays out of the way. */
public final class HttpClients {

  private HttpClients() {}

  /**
   * Opens it; to be closed by the caller.
   *
   * @param settings by their full names, in place of the defaults
   * @param clock by which it reads dates
   */
  public static M1Clients open(URI api, URI auth, Map<String, String> settings, Clock clock) {
    SmallRyeConfigBuilder config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withMapping(M1ClientConfig.class)
            .withDefaultValue("m1bridge.m1.url", api.toString())
            .withDefaultValue("m1bridge.m1.auth-url", auth.toString())
            .withDefaultValue("m1bridge.m1.breaker.window", "1000")
            // Quarkus reads 3s as well as PT3S; this library alone reads the latter.
            .withConverter(Duration.class, 200, text -> Duration.parse("PT" + text));
    settings.forEach(config::withDefaultValue);
    return new M1Clients(
        config.build().getConfigMapping(M1ClientConfig.class), new SimpleMeterRegistry(), clock);
  }
}
