package io.m1bridge.token.health;

import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.log.LogPreparation;
import io.m1bridge.token.rotation.KeyUse;
import io.m1bridge.token.secret.Keyset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Started and ready: the log is in memory, the group has given this replica a share that it has
 * read, and the brokers allow what it does. Waiting for Kafka or topics is neither ready nor dead.
 * Alive: the threads that hold all this live.
 */
@ApplicationScoped
class HealthChecks {

  private final FencedLog log;
  private final LogPreparation preparation;
  private final Keyset keyset;

  HealthChecks(FencedLog log, LogPreparation preparation, Keyset keyset) {
    this.log = log;
    this.preparation = preparation;
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
    Optional<String> problem = preparation.problem();
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("token-log")
            .status(log.isLoaded() && log.hasJoined() && problem.isEmpty())
            .withData("loaded", log.isLoaded())
            .withData("member", log.isMember())
            .withData("ownedPartitions", log.ownedPartitions())
            .withData("unreadableAccounts", log.view().damaged().size())
            .withData("recordsUnderOtherKeys", KeyUse.of(keyset, log.view()).remaining());
    problem.ifPresent(text -> answer.withData("problem", text));
    return answer.build();
  }
}
