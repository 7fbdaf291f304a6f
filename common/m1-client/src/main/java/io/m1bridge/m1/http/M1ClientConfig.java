package io.m1bridge.m1.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** How M1 is reached. */
@ConfigMapping(prefix = "m1bridge.m1")
public interface M1ClientConfig {

  /** Base of the API, with its version; {@code M1_API_URL} sets it too. */
  URI url();

  /** Base of the OAuth2 pages; {@code M1_AUTH_URL} sets it too. */
  URI authUrl();

  /**
   * Whether plain http may be used to another machine. M1 publishes http addresses only; then
   * everyone on the way can read access tokens, refresh tokens, the client secret and all contacts.
   */
  @WithDefault("false")
  boolean allowInsecure();

  /** The most time for name look-up, TCP and TLS; a part of the call time-out. */
  @WithDefault("3s")
  Duration connectTimeout();

  /**
   * The most time for a whole call; then its connection is closed. Nothing of it is sent later than
   * this after it was made; what the network keeps may land later.
   */
  @WithDefault("30s")
  Duration callTimeout();

  /**
   * The most time for a token call. Longer than other calls: giving up means that nobody knows
   * whether a one-time refresh token was spent, which costs far more than to wait.
   */
  @WithDefault("90s")
  Duration tokenTimeout();

  /** The most calls at once, all accounts together; further ones are not sent. */
  @WithDefault("64")
  int maxConcurrent();

  /**
   * How long an idle connection is kept, in whole seconds. Keep it below the server's own limit: a
   * connection that closes as it is used leaves it open whether the call arrived.
   */
  @WithDefault("5s")
  Duration keepAlive();

  /**
   * The longest answer that is read, in bytes as they come and once unpacked. Of a longer one the
   * connection is closed: the call ends as one whose answer is lost.
   */
  @WithDefault("16777216")
  int maxAnswerBytes();

  Breaker breaker();

  /** The circuit breaker, one per account and kind of call. */
  interface Breaker {

    /** How many calls it looks back on. */
    @WithDefault("20")
    int window();

    /** The share of them that ended unavailable or unknown, from which on it opens. */
    @WithDefault("0.5")
    double failureRatio();

    /** How long it stays open before it lets a call through. */
    @WithDefault("10s")
    Duration delay();
  }
}
