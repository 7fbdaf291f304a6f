package io.m1bridge.token;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.kafka.topic.TopicSettings;
import io.m1bridge.kafka.topic.TopicSetup;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.m1.http.M1ClientConfig;
import io.m1bridge.token.account.AccountOps;
import io.m1bridge.token.account.Registrations;
import io.m1bridge.token.api.HandOverClient;
import io.m1bridge.token.audit.HandOutAudit;
import io.m1bridge.token.calls.CallCounts;
import io.m1bridge.token.config.TokenServiceConfig;
import io.m1bridge.token.connect.ConnectDesk;
import io.m1bridge.token.connect.FlowCookies;
import io.m1bridge.token.health.AccountMetrics;
import io.m1bridge.token.log.AuditWriter;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.log.LogPreparation;
import io.m1bridge.token.log.LogSettings;
import io.m1bridge.token.permit.PermitDesk;
import io.m1bridge.token.refresh.RefreshSettings;
import io.m1bridge.token.refresh.Refresher;
import io.m1bridge.token.rotation.KeyMetrics;
import io.m1bridge.token.rotation.KeyUse;
import io.m1bridge.token.rotation.Reencryption;
import io.m1bridge.token.secret.KeyId;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.KeysetUnusable;
import io.m1bridge.token.secret.KeysetFile;
import io.m1bridge.token.state.AccountCodec;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together, in the order in which they depend on each other, and starts them. */
@ApplicationScoped
class TokenService {

  private static final Logger LOG = LoggerFactory.getLogger(TokenService.class);

  /** What MicroProfile JWT calls no key. */
  private static final String NO_KEY = "NONE";

  private final TokenServiceConfig config;
  private final Declarations declarations;
  private final LogPreparation preparation;
  private final FencedLog log;
  private final PermitDesk permits;
  private final AccountOps accounts;
  private final Duration answerWithin;
  private final Refresher refresher;
  private final CallCounts calls;
  private final AuditWriter auditWriter;
  private final HandOutAudit audit;
  private final AccountMetrics accountMetrics;
  private final ConnectDesk connects;
  private final FlowCookies cookies;
  private final Registrations registrations;
  private final Optional<KeysetFile> keysetFile;
  private final Keyset keyset;
  private final Reencryption reencryption;
  private final KeyMetrics keyMetrics;
  private final HttpClient http;
  private final ScheduledExecutorService executor = threads(4, "token-work");
  private final ScheduledExecutorService answers = threads(2, "token-answers");

  TokenService(
      TokenServiceConfig config,
      DeclaredAccounts declared,
      TopicSettings topicSettings,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      OAuth2Port oauth,
      M1Port m1,
      M1ClientConfig m1Client,
      MeterRegistry meters,
      @ConfigProperty(name = "mp.jwt.verify.publickey.location", defaultValue = NO_KEY)
          String callersKey,
      Clock clock) {
    this.config = config;
    if (callersKey.equals(NO_KEY)) {
      LOG.warn(
          "No key to verify callers with, so every REST call will be refused: set M1BRIDGE_JWT_PUBLIC_KEY_FILE"
              + " (mp.jwt.verify.publickey.location)");
    }
    this.keysetFile = config.keysetFile().map(KeysetFile::new);
    this.keyset = keysetFile.map(KeysetFile::keyset).orElseGet(() -> keyset(config));
    SecureRandom random = new SecureRandom();
    this.registrations = new Registrations(config.publicUrl());
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    this.permits = new PermitDesk(System::nanoTime, random);
    TopicSpec state = topicSettings.named(Topics.TOKEN_STATE);
    LogSettings logSettings =
        new LogSettings(
            kafka,
            state.name(),
            topicSettings.named(Topics.ACCOUNTS).name(),
            topicSettings.named(Topics.ACCOUNT_EVENTS).name(),
            state.partitions(),
            config.group(),
            config.sessionTimeout(),
            UUID.randomUUID().toString(),
            config.advertisedUrl());
    this.preparation =
        new LogPreparation(
            new TopicSetup(kafka, topicSettings),
            List.of(
                state,
                topicSettings.named(Topics.ACCOUNTS),
                topicSettings.named(Topics.ACCOUNT_EVENTS)),
            logSettings,
            topicSettings.retryEvery(),
            config.accessCheckEvery());
    this.log =
        new FencedLog(
            logSettings, new AccountCodec(keyset), clock, System::nanoTime, this::forgetPermits);
    this.auditWriter = new AuditWriter(logSettings);
    this.audit = new HandOutAudit(clock, auditWriter::publish);
    this.accountMetrics = new AccountMetrics(meters, config.metrics().accounts(), clock);
    Gauge.builder("m1bridge.token.partitions.owned", log, FencedLog::ownedPartitions)
        .description("Partitions of the log that this replica owns")
        .register(meters);
    Gauge.builder("m1bridge.token.accounts.unreadable", log, l -> l.view().damaged().size())
        .description("Accounts whose record cannot be read")
        .register(meters);
    this.accounts = new AccountOps(log, clock, config.refresh().newTokenKnownAfter());
    this.answerWithin =
        RefreshSettings.answerWithin(
            config.refresh().sendWithin(),
            config.refresh().answerWithin(),
            m1Client.tokenTimeout());
    this.refresher =
        new Refresher(
            log,
            oauth,
            new RefreshSettings(
                config.refresh().sendWithin(),
                answerWithin,
                config.refresh().firstRetry(),
                config.refresh().longestRetry(),
                config.refresh().unknownOutcome()),
            new HandOverClient(http, log, keyset),
            executor,
            answers,
            new Refresher.Times(clock, System::nanoTime, random),
            new RefreshMeters(meters));
    Gauge.builder("m1bridge.token.refresh.braked", refresher, r -> r.isBraked() ? 1 : 0)
        .description("Whether refreshes wait since M1's token endpoint gives no answer of its own")
        .register(meters);
    this.reencryption = new Reencryption(log, log.view(), keyset, refresher::isBusy);
    this.keyMetrics = new KeyMetrics(meters);
    this.cookies = new FlowCookies(keyset, config.publicUrl(), clock, random);
    this.calls = new CallCounts(log, permits, http, keyset, clock);
    this.connects =
        new ConnectDesk(
            log,
            log::tenure,
            oauth,
            m1,
            permits,
            accounts,
            clock,
            pause -> Thread.sleep(pause.toMillis()));
    RemovedAccounts removals =
        new RemovedAccounts(config.removedAccounts(), config.eraseAfter(), clock);
    this.declarations =
        new Declarations(declared, registrations, removals, accounts, log, log.view());
  }

  void start(@Observes StartupEvent event) {
    executor.execute(this::run);
  }

  private void run() {
    try {
      preparation.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    log.start();
    executor.scheduleWithFixedDelay(this::tick, 200, 500, TimeUnit.MILLISECONDS);
    executor.scheduleWithFixedDelay(this::report, 1_000, 5_000, TimeUnit.MILLISECONDS);
    executor.scheduleWithFixedDelay(this::lookAfterKeys, 1_000, 5_000, TimeUnit.MILLISECONDS);
    long beat = config.erasureBeat().toMillis();
    executor.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    try {
      log.beat();
    } catch (RuntimeException e) {
      // As in a tick: the next one must come, else erased secrets would stay.
      LOG.warn("A beat of the log failed, erased secrets stay longer", e);
    }
  }

  private void report() {
    try {
      audit.publishPast();
      accountMetrics.show(log.accounts());
    } catch (RuntimeException e) {
      LOG.error("Figures and audit of a round failed for a reason that is a bug", e);
    }
  }

  private void lookAfterKeys() {
    try {
      boolean differs = keysetFile.isPresent() && keysetFile.get().refresh(neededKeys());
      if (differs) {
        log.view().retryDamaged();
      }
      keyMetrics.show(KeyUse.of(keyset, log.view()));
    } catch (RuntimeException e) {
      LOG.error("Looking after the keys failed for a reason that is a bug", e);
    }
  }

  /** Before the log is read nobody knows which keys it needs: then all that are there. */
  private Set<KeyId> neededKeys() {
    return log.isLoaded() ? log.view().recordsByKey().keySet() : Set.copyOf(keyset.ids());
  }

  private void tick() {
    try {
      if (log.isLoaded()) {
        declarations.apply();
      }
      refresher.tick();
      if (log.isLoaded()) {
        reencryption.round();
      }
    } catch (RuntimeException e) {
      // A bug in one round must not end the rounds: tokens would expire in silence.
      LOG.error("A round of token upkeep failed for a reason that is a bug", e);
    }
  }

  private void forgetPermits(List<Integer> partitions) {
    permits.forget((AccountId id) -> partitions.contains(log.view().partition(id)));
  }

  void stop(@Observes ShutdownEvent event) {
    // Others take the accounts over at once; the log stays until the last answer is stored or
    // handed over, since new tokens exist nowhere else.
    refresher.stop();
    log.leave();
    try {
      if (!refresher.awaitIdle(answerWithin)) {
        LOG.error("Stopped while new tokens could not be stored; see above for the accounts");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow();
    answers.shutdownNow();
    audit.publishAll();
    auditWriter.close();
    preparation.close();
    log.close();
  }

  private static ScheduledExecutorService threads(int count, String name) {
    return Executors.newScheduledThreadPool(
        count,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  private static Keyset keyset(TokenServiceConfig config) {
    return Keyset.parse(
        config
            .keyset()
            .orElseThrow(
                () ->
                    new KeysetUnusable(
                        "There is no key to protect tokens with: set M1BRIDGE_TOKEN_KEYSET_FILE to a file that"
                            + " 'java -jar quarkus-run.jar --generate-keyset' made")));
  }

  @Produces
  @Singleton
  FencedLog log() {
    return log;
  }

  @Produces
  @Singleton
  LogPreparation preparation() {
    return preparation;
  }

  @Produces
  @Singleton
  HandOutAudit audit() {
    return audit;
  }

  @Produces
  @Singleton
  Refresher refresher() {
    return refresher;
  }

  @Produces
  @Singleton
  PermitDesk permits() {
    return permits;
  }

  @Produces
  @Singleton
  AccountOps accounts() {
    return accounts;
  }

  @Produces
  @Singleton
  Registrations registrations() {
    return registrations;
  }

  @Produces
  @Singleton
  CallCounts calls() {
    return calls;
  }

  @Produces
  @Singleton
  ConnectDesk connects() {
    return connects;
  }

  @Produces
  @Singleton
  FlowCookies cookies() {
    return cookies;
  }

  @Produces
  @Singleton
  Keyset keys() {
    return keyset;
  }

  @Produces
  @Singleton
  HttpClient http() {
    return http;
  }

  @Produces
  @Singleton
  Declarations declarations() {
    return declarations;
  }
}
