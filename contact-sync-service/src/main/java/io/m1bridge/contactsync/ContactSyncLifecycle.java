package io.m1bridge.contactsync;

import io.m1bridge.contactsync.avro.Schemas;
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

  ContactSyncLifecycle(StreamsLifecycle streams, MeterRegistry registry) {
    this.streams = streams;
    this.registry = registry;
  }

  void start(@Observes StartupEvent event) {
    StreamsMeters.register(registry, "sync", streams);
    streams.start();
  }

  void stop(@Observes ShutdownEvent event) {
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
