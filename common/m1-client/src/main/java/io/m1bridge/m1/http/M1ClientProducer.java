package io.m1bridge.m1.http;

import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.OAuth2Port;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Makes the beans {@link M1Port} and {@link OAuth2Port}; at start, so that a wrong setting shows.
 */
@Startup
@Singleton
class M1ClientProducer {

  private final M1Clients clients;

  M1ClientProducer(M1ClientConfig config, Instance<MeterRegistry> registry) {
    this.clients =
        new M1Clients(
            config,
            registry.isResolvable() ? registry.get() : Metrics.globalRegistry,
            Clock.systemUTC());
  }

  @Produces
  @Singleton
  M1Port m1() {
    return clients.m1();
  }

  @Produces
  @Singleton
  OAuth2Port oauth2() {
    return clients.oauth2();
  }

  @PreDestroy
  void close() {
    clients.close();
  }
}
