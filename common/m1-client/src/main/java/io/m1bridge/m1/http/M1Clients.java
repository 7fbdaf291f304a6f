package io.m1bridge.m1.http;

import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.OAuth2Port;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;

/**
 * The one place where the client of M1 is put together, from the inside: HTTP, measured, guarded.
 * Permits and retries stand outside of it, with the callers.
 */
public final class M1Clients implements AutoCloseable {

  /** The guard's time-out is the last resort: HTTP's own comes first, and closes the connection. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final Transport api;
  private final Transport auth;
  private final M1Port m1;
  private final OAuth2Port oauth2;

  /**
   * @throws IllegalArgumentException if a setting cannot work; names the setting
   */
  public M1Clients(M1ClientConfig config, MeterRegistry registry, Clock clock) {
    Addresses.check("m1bridge.m1.url", config.url(), config.allowInsecure());
    Addresses.check("m1bridge.m1.auth-url", config.authUrl(), config.allowInsecure());
    TransportSettings settings =
        new TransportSettings(
            config.connectTimeout(),
            config.callTimeout(),
            config.maxConcurrent(),
            config.keepAlive(),
            config.maxAnswerBytes());
    this.api = new RestTransport(settings);
    this.auth = new RestTransport(settings.forTokenCalls(config.tokenTimeout()));
    this.m1 =
        new GuardedM1Port(
            new MeasuredM1Port(new HttpM1Port(api, config.url(), clock), registry),
            new GuardedM1Port.GuardSettings(
                config.callTimeout().plus(MARGIN),
                config.breaker().window(),
                config.breaker().failureRatio(),
                config.breaker().delay()));
    this.oauth2 = new HttpOAuth2Port(auth, config.authUrl(), clock);
  }

  public M1Port m1() {
    return m1;
  }

  public OAuth2Port oauth2() {
    return oauth2;
  }

  /** Closes all connections; what is under way ends as unknown. */
  @Override
  public void close() {
    api.close();
    auth.close();
  }
}
