package io.m1bridge.m1.http;

import java.net.URI;
import java.time.Duration;

/** Settings for tests: short limits, and a breaker that stays out of the way. */
record TestConfig(URI url, URI authUrl) implements M1ClientConfig {

  @Override
  public boolean allowInsecure() {
    return false;
  }

  @Override
  public Duration connectTimeout() {
    return Duration.ofMillis(500);
  }

  @Override
  public Duration callTimeout() {
    return Duration.ofMillis(1_200);
  }

  @Override
  public Duration tokenTimeout() {
    return Duration.ofMillis(1_200);
  }

  @Override
  public int maxConcurrent() {
    return 8;
  }

  @Override
  public Duration keepAlive() {
    return Duration.ofSeconds(5);
  }

  @Override
  public int maxAnswerBytes() {
    return 32 << 20;
  }

  @Override
  public Breaker breaker() {
    return new Breaker() {
      @Override
      public int window() {
        return 1_000;
      }

      @Override
      public double failureRatio() {
        return 1;
      }

      @Override
      public Duration delay() {
        return Duration.ofSeconds(1);
      }
    };
  }
}
