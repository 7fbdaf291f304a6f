package io.m1bridge.token;

import io.m1bridge.kafka.replica.ReplicaClient;
import io.m1bridge.token.account.AccountOps;
import io.m1bridge.token.account.Registrations;
import io.m1bridge.token.account.TokenReports;
import io.m1bridge.token.audit.HandOutAudit;
import io.m1bridge.token.brake.SharedBrake;
import io.m1bridge.token.calls.CallCounts;
import io.m1bridge.token.connect.ConnectFlow;
import io.m1bridge.token.connect.FlowCookies;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.log.LogPreparation;
import io.m1bridge.token.log.LogSettings;
import io.m1bridge.token.permit.PermitBroker;
import io.m1bridge.token.refresh.Refresher;
import io.m1bridge.token.rotation.KeyUse;
import io.m1bridge.token.secret.KeyId;
import io.m1bridge.token.secret.Keyset;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service as Quarkus runs it: starts the parts and their rounds, ends them in order. */
@ApplicationScoped
class TokenService {

  private static final Logger LOG = LoggerFactory.getLogger(TokenService.class);

  /** What MicroProfile JWT calls no key. */
  private static final String NO_KEY = "NONE";

  private static final Duration UPKEEP_FIRST = Duration.ofMillis(200);
  private static final Duration UPKEEP = Duration.ofMillis(500);
  private static final Duration REPORT_FIRST = Duration.ofSeconds(1);
  private static final Duration REPORT = Duration.ofSeconds(5);

  private final LogSettings settings;
  private final TokenParts parts;

  TokenService(
      LogSettings settings,
      TokenParts parts,
      @ConfigProperty(name = "mp.jwt.verify.publickey.location", defaultValue = NO_KEY)
          String callersKey) {
    this.settings = settings;
    this.parts = parts;
    if (callersKey.equals(NO_KEY)) {
      LOG.warn(
          "No key to verify callers with, so every REST call will be refused: set M1BRIDGE_JWT_PUBLIC_KEY_FILE"
              + " (mp.jwt.verify.publickey.location)");
    }
  }

  void start(@Observes StartupEvent event) {
    parts.executor.execute(this::run);
  }

  private void run() {
    try {
      parts.preparation.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    parts.log.start();
    Rounds rounds = parts.rounds;
    rounds.every(
        UPKEEP_FIRST,
        UPKEEP,
        new Rounds.Step("declarations", whenLoaded(parts.declarations::apply)),
        new Rounds.Step("refresh", goesOn -> parts.refresher.tick()),
        new Rounds.Step("re-encryption", whenLoaded(goesOn -> parts.reencryption.round())));
    rounds.every(
        REPORT_FIRST,
        REPORT,
        new Rounds.Step("audit", parts.audit::publishPast),
        new Rounds.Step("figures", goesOn -> parts.accountMetrics.show(parts.log.accounts())));
    rounds.every(REPORT_FIRST, REPORT, new Rounds.Step("keys", goesOn -> lookAfterKeys()));
    rounds.every(
        settings.erasureBeat(),
        settings.erasureBeat(),
        new Rounds.Step("erasure", goesOn -> parts.log.rollSegments()));
  }

  private Consumer<Runnable> whenLoaded(Consumer<Runnable> step) {
    return goesOn -> {
      if (parts.log.isLoaded()) {
        step.accept(goesOn);
      }
    };
  }

  private void lookAfterKeys() {
    boolean differs = parts.keysetFile.isPresent() && parts.keysetFile.get().refresh(neededKeys());
    if (differs) {
      parts.log.view().retryDamaged();
    }
    parts.keyMetrics.show(KeyUse.of(parts.keyset, parts.log.view()));
  }

  /** Before the log is read nobody knows which keys it needs: then all that are there. */
  private Set<KeyId> neededKeys() {
    return parts.log.isLoaded()
        ? parts.log.view().recordsByKey().keySet()
        : Set.copyOf(parts.keyset.ids());
  }

  void stop(@Observes ShutdownEvent event) {
    // Others take the accounts over at once; the log stays until the last answer is stored or
    // handed over, since new tokens exist nowhere else.
    parts.refresher.stop();
    parts.log.leave();
    try {
      if (!parts.refresher.awaitIdle(parts.answerWithin)) {
        LOG.error("Stopped while new tokens could not be stored; see above for the accounts");
      }
      // The brake's holder hears how the last ones ended, and that they are over.
      parts.refresher.tick();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parts.rounds.stop();
    parts.executor.shutdownNow();
    parts.answers.shutdownNow();
    parts.audit.publishAll();
    parts.auditWriter.close();
    parts.preparation.close();
    parts.log.close();
  }

  @Produces
  @Liveness
  HealthCheck rounds() {
    return () ->
        HealthCheckResponse.builder()
            .name("token-service rounds")
            .status(parts.rounds.areTurning())
            .build();
  }

  @Produces
  @Singleton
  FencedLog log() {
    return parts.log;
  }

  @Produces
  @Singleton
  LogPreparation preparation() {
    return parts.preparation;
  }

  @Produces
  @Singleton
  HandOutAudit audit() {
    return parts.audit;
  }

  @Produces
  @Singleton
  Refresher refresher() {
    return parts.refresher;
  }

  @Produces
  @Singleton
  SharedBrake brake() {
    return parts.brake;
  }

  @Produces
  @Singleton
  PermitBroker permits() {
    return parts.permits;
  }

  @Produces
  @Singleton
  AccountOps accounts() {
    return parts.accounts;
  }

  @Produces
  @Singleton
  TokenReports reports() {
    return parts.reports;
  }

  @Produces
  @Singleton
  Registrations registrations() {
    return parts.registrations;
  }

  @Produces
  @Singleton
  CallCounts calls() {
    return parts.calls;
  }

  @Produces
  @Singleton
  ConnectFlow connects() {
    return parts.connectFlow;
  }

  @Produces
  @Singleton
  FlowCookies cookies() {
    return parts.cookies;
  }

  @Produces
  @Singleton
  Keyset keys() {
    return parts.keyset;
  }

  @Produces
  @Singleton
  ReplicaClient replicas() {
    return parts.replicas;
  }
}
