package io.m1bridge.token.health;

import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.rotation.KeyUse;
import io.m1bridge.token.secret.Keyset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Started and ready: the log is in memory and the group has accepted this replica. Waiting for
 * Kafka or topics is neither ready nor dead. Alive: the threads that hold all this live.
 */
@ApplicationScoped
class HealthChecks {

  private final FencedLog log;
  private final Keyset keyset;

  HealthChecks(FencedLog log, Keyset keyset) {
    this.log = log;
    this.keyset = keyset;
  }

  @Produces
  @Liveness
  HealthCheck alive() {
    return () ->
        HealthCheckResponse.builder().name("token-log threads").status(log.isAlive()).build();
  }

  @Produces
  @Readiness
  HealthCheck ready() {
    return this::state;
  }

  @Produces
  @Startup
  HealthCheck started() {
    return this::state;
  }

  private HealthCheckResponse state() {
    return HealthCheckResponse.builder()
        .name("token-log")
        .status(log.isLoaded() && log.hasJoined())
        .withData("loaded", log.isLoaded())
        .withData("member", log.isMember())
        .withData("ownedPartitions", log.ownedPartitions())
        .withData("unreadableAccounts", log.view().damaged().size())
        .withData("recordsUnderOtherKeys", KeyUse.of(keyset, log.view()).remaining())
        .build();
  }
}
