package io.m1bridge.token;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.kafka.replica.ReplicaClient;
import io.m1bridge.kafka.topic.TopicSettings;
import io.m1bridge.kafka.topic.TopicSetup;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.m1.http.M1ClientConfig;
import io.m1bridge.token.account.AccountOps;
import io.m1bridge.token.account.Registrations;
import io.m1bridge.token.account.TokenReports;
import io.m1bridge.token.api.HandOverClient;
import io.m1bridge.token.audit.HandOutAudit;
import io.m1bridge.token.brake.BrakeCalls;
import io.m1bridge.token.brake.SharedBrake;
import io.m1bridge.token.calls.CallCounts;
import io.m1bridge.token.connect.ConnectFlow;
import io.m1bridge.token.connect.ConnectSettings;
import io.m1bridge.token.connect.FlowCookies;
import io.m1bridge.token.connect.M1AccountLookup;
import io.m1bridge.token.health.AccountMetrics;
import io.m1bridge.token.health.MetricsSettings;
import io.m1bridge.token.log.AuditWriter;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.log.LogPlace;
import io.m1bridge.token.log.LogPreparation;
import io.m1bridge.token.log.LogSettings;
import io.m1bridge.token.permit.PermitBroker;
import io.m1bridge.token.refresh.RefreshSettings;
import io.m1bridge.token.refresh.Refresher;
import io.m1bridge.token.rotation.KeyMetrics;
import io.m1bridge.token.rotation.Reencryption;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.KeysetFile;
import io.m1bridge.token.secret.KeysetSettings;
import io.m1bridge.token.state.AccountCodec;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The parts, put together in the order in which they depend on each other. Nothing runs yet. */
@Singleton
final class TokenParts {

  final Declarations declarations;
  final LogPreparation preparation;
  final FencedLog log;
  final PermitBroker permits;
  final AccountOps accounts;
  final TokenReports reports;
  final Duration answerWithin;
  final SharedBrake brake;
  final Refresher refresher;
  final CallCounts calls;
  final AuditWriter auditWriter;
  final HandOutAudit audit;
  final AccountMetrics accountMetrics;
  final ConnectFlow connectFlow;
  final FlowCookies cookies;
  final Registrations registrations;
  final Optional<KeysetFile> keysetFile;
  final Keyset keyset;
  final Reencryption reencryption;
  final KeyMetrics keyMetrics;
  final ReplicaClient replicas = new ReplicaClient();
  final Rounds rounds = new Rounds(threads(4, "token-rounds"), System::nanoTime);
  final ScheduledExecutorService executor = threads(4, "token-work");
  final ScheduledExecutorService answers = threads(2, "token-answers");

  TokenParts(
      KeysetSettings keysets,
      LogSettings logs,
      RefreshSettings refreshes,
      ConnectSettings connects,
      RemovalSettings removals,
      MetricsSettings metrics,
      DeclaredAccounts declared,
      TopicSettings topicSettings,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      OAuth2Port oauth,
      M1Port m1,
      M1ClientConfig m1Client,
      MeterRegistry meters,
      Clock clock) {
    this.keysetFile = keysets.keysetFile().map(KeysetFile::new);
    this.keyset = keysetFile.map(KeysetFile::keyset).orElseGet(keysets::withoutFile);
    SecureRandom random = new SecureRandom();
    this.registrations = new Registrations(connects.publicUrl());
    this.permits = new PermitBroker(System::nanoTime, random);
    TopicSpec state = topicSettings.named(Topics.TOKEN_STATE);
    LogPlace place =
        new LogPlace(
            kafka,
            state.name(),
            topicSettings.named(Topics.ACCOUNTS).name(),
            topicSettings.named(Topics.ACCOUNT_EVENTS).name(),
            state.partitions(),
            UUID.randomUUID().toString(),
            logs);
    this.preparation =
        new LogPreparation(
            new TopicSetup(kafka, topicSettings),
            List.of(
                state,
                topicSettings.named(Topics.ACCOUNTS),
                topicSettings.named(Topics.ACCOUNT_EVENTS)),
            place,
            topicSettings.retryEvery());
    this.log =
        new FencedLog(
            place, new AccountCodec(keyset), clock, System::nanoTime, this::forgetPermits);
    this.auditWriter = new AuditWriter(place);
    this.audit = new HandOutAudit(clock, auditWriter::publish);
    this.accountMetrics = new AccountMetrics(meters, metrics.accounts(), clock);
    Gauge.builder("m1bridge.token.partitions.owned", log, FencedLog::ownedPartitions)
        .description("Partitions of the log that this replica owns")
        .register(meters);
    Gauge.builder("m1bridge.token.accounts.unreadable", log, l -> l.view().damaged().size())
        .description("Accounts whose record cannot be read")
        .register(meters);
    this.accounts = new AccountOps(log, clock);
    this.reports = new TokenReports(log, clock, refreshes.newTokenKnownAfter());
    this.answerWithin =
        RefreshSettings.answerWithin(
            refreshes.sendWithin(), refreshes.answerWithin(), m1Client.tokenTimeout());
    this.brake = BrakeCalls.brake(place.instance(), log, replicas, keyset, clock, answerWithin);
    this.refresher =
        new Refresher(
            log,
            oauth,
            refreshes,
            answerWithin,
            new HandOverClient(replicas, log, keyset),
            brake,
            executor,
            answers,
            new Refresher.Times(clock, System::nanoTime, random),
            new RefreshMeters(meters));
    Gauge.builder("m1bridge.token.refresh.braked", refresher, r -> r.isBraked() ? 1 : 0)
        .description("Whether refreshes wait since M1's token endpoint gives no answer of its own")
        .register(meters);
    this.reencryption = new Reencryption(log, log.view(), keyset, refresher::isBusy);
    this.keyMetrics = new KeyMetrics(meters);
    this.cookies = new FlowCookies(keyset, connects.publicUrl(), clock, random);
    this.calls = new CallCounts(log, permits, replicas, keyset, clock);
    this.connectFlow =
        new ConnectFlow(
            log,
            oauth,
            new M1AccountLookup(
                log::ownership, m1, permits, clock, pause -> Thread.sleep(pause.toMillis())),
            accounts,
            clock);
    this.declarations =
        new Declarations(
            declared,
            registrations,
            new RemovedAccounts(removals, clock),
            accounts,
            log,
            log.view());
  }

  private void forgetPermits(List<Integer> partitions) {
    permits.forget((AccountId id) -> partitions.contains(log.view().partition(id)));
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
}
