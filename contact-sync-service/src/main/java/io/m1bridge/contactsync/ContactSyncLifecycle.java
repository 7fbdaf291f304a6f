package io.m1bridge.contactsync;

import io.m1bridge.contactsync.avro.Schemas;
import io.m1bridge.contactsync.price.Prices;
import io.m1bridge.kafka.streams.StreamsHealth;
import io.m1bridge.kafka.streams.StreamsLifecycle;
import io.m1bridge.kafka.streams.StreamsMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Starts and stops the sync with the process, and tells how it is. */
@Singleton
class ContactSyncLifecycle {

  private final StreamsLifecycle streams;
  private final MeterRegistry registry;
  private final Prices prices;
  private final ScheduledExecutorService housekeeping =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "prices-expire");
            thread.setDaemon(true);
            return thread;
          });

  ContactSyncLifecycle(StreamsLifecycle streams, MeterRegistry registry, Prices prices) {
    this.streams = streams;
    this.registry = registry;
    this.prices = prices;
  }

  void start(@Observes StartupEvent event) {
    StreamsMeters.register(registry, "sync", streams);
    housekeeping.scheduleWithFixedDelay(prices::expire, 1, 1, TimeUnit.MINUTES);
    streams.start();
  }

  void stop(@Observes ShutdownEvent event) {
    housekeeping.shutdownNow();
    streams.close();
  }

  @Produces
  @Singleton
  @Liveness
  HealthCheck live() {
    return () -> StreamsHealth.liveness(streams);
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck ready() {
    return () -> StreamsHealth.readiness(streams);
  }

  /** Down while records wait for a schema: everything else goes on, and somebody has to look. */
  @Produces
  @Singleton
  @Readiness
  HealthCheck schemaRegistry(Schemas schemas) {
    return () -> {
      Optional<String> problem = schemas.problem();
      HealthCheckResponseBuilder answer =
          HealthCheckResponse.named("schema-registry").status(problem.isEmpty());
      problem.ifPresent(text -> answer.withData("problem", text));
      return answer.build();
    };
  }
}
