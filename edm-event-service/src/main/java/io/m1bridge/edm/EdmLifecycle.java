package io.m1bridge.edm;

import io.m1bridge.edm.stream.PollBoard;
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

/** Starts and stops poller and tables with the process, and tells how they are. */
@Singleton
class EdmLifecycle {

  private static final String TABLES = "kafka-streams-tables";
  private static final String LEDGERS = "ledgers";

  private final PollBoard board;
  private final StreamsLifecycle streams;
  private final Optional<StreamsLifecycle> tables;
  private final MeterRegistry registry;

  EdmLifecycle(
      StreamsLifecycle streams, TablesLifecycle tables, PollBoard board, MeterRegistry registry) {
    this.board = board;
    this.streams = streams;
    this.tables = tables.streams();
    this.registry = registry;
  }

  void start(@Observes StartupEvent event) {
    StreamsMeters.register(registry, "poller", streams);
    tables.ifPresent(each -> StreamsMeters.register(registry, "tables", each));
    streams.start();
    tables.ifPresent(StreamsLifecycle::start);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    Thread closing = new Thread(() -> tables.ifPresent(StreamsLifecycle::close), "tables-close");
    closing.start();
    streams.close();
    closing.join();
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

  /** Not ready while ledgers of accounts are refilled: until then nothing is read from M1. */
  @Produces
  @Singleton
  @Readiness
  HealthCheck ledgersWhole() {
    return () -> {
      String refilling = board.refilling();
      HealthCheckResponseBuilder answer =
          HealthCheckResponse.named(LEDGERS).status(refilling == null);
      return (refilling == null ? answer : answer.withData("problem", refilling)).build();
    };
  }

  @Produces
  @Singleton
  @Liveness
  HealthCheck tablesLive() {
    return () ->
        tables
            .map(each -> StreamsHealth.liveness(TABLES, each))
            .orElseGet(() -> HealthCheckResponse.up(TABLES));
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck tablesReady() {
    return () ->
        tables
            .map(each -> StreamsHealth.readiness(TABLES, each))
            .orElseGet(() -> HealthCheckResponse.up(TABLES));
  }
}
