package io.m1bridge.token.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccountId;
import io.m1bridge.process.BrokerOptions;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.token.Samples;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountCodec;
import io.m1bridge.token.state.AccountState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Kafka does to an owner that has done nothing wrong. */
class LogWeatherIT {

  private static final AccountId ID = new AccountId("weather");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AccountCodec codec = new AccountCodec(Keyset.parse(Keyset.generate()));
  @TempDir private Path directory;
  private KafkaCluster kafka;
  private FencedLog log;

  @AfterEach
  void stop() {
    log.close();
    kafka.close();
  }

  @Test
  void shouldCommitWhenItsProducerHasExpired() throws Exception {
    // given
    kafka =
        KafkaCluster.start(
            directory,
            1,
            new BrokerOptions(
                Map.of(
                    "transactional.id.expiration.ms", "2000",
                    "transaction.remove.expired.transaction.cleanup.interval.ms", "500",
                    "producer.id.expiration.ms", "2000",
                    "producer.id.expiration.check.interval.ms", "500"),
                List.of(),
                Map.of()));
    start(kafka.bootstrapServers());
    put(1);

    // when
    await().until(this::noTransactionalIdIsKnown);
    put(2);

    // then
    assertThat(log.account(ID)).contains(account(2));
  }

  /** Longer than all time-outs of the log, by which time its clients know no broker. */
  @Test
  void shouldCommitWhenKafkaWasAwayForLongAndCameBackElsewhere() throws Exception {
    // given
    kafka = KafkaCluster.start(directory, 1);
    int elsewhere = FreePort.find();
    start(kafka.bootstrapServers() + ",127.0.0.1:" + elsewhere);
    put(1);

    // when
    kafka.sigkill(1);
    await().during(Duration.ofSeconds(15)).until(log::isAlive);
    kafka.restartElsewhere(1, elsewhere);
    kafka.awaitReady(PATIENCE);
    await().until(() -> log.mayGrant(ID));
    await().ignoreExceptions().untilAsserted(() -> put(2));

    // then
    assertThat(log.isAlive()).isTrue();
    assertThat(log.account(ID)).contains(account(2));
  }

  private void start(String bootstrapServers) throws Exception {
    try (Admin admin = Admin.create(connection())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("state", 1, (short) 1),
                  new NewTopic("accounts", 1, (short) 1),
                  new NewTopic("events", 1, (short) 1)))
          .all()
          .get();
    }
    log =
        new FencedLog(
            new LogSettings(
                Map.of("bootstrap.servers", bootstrapServers),
                "state",
                "accounts",
                "events",
                1,
                "weather",
                Duration.ofSeconds(6),
                "instance",
                URI.create("http://127.0.0.1:1")),
            codec,
            Clock.systemUTC(),
            System::nanoTime,
            partitions -> {});
    log.start();
    await().until(() -> log.mayGrant(ID));
  }

  private void put(long generation) throws NotOwner, LogUnavailable {
    log.decide(
        ID,
        current ->
            new Decision<>(new Change.Put(account(generation), List.of()), Optional.<Void>empty()));
  }

  private static Account account(long generation) {
    return Samples.account(ID.value(), new AccountState.Authorized(Samples.tokens(generation)));
  }

  private boolean noTransactionalIdIsKnown() throws Exception {
    try (Admin admin = Admin.create(connection())) {
      return admin.listTransactions().all().get().isEmpty();
    }
  }

  private Map<String, Object> connection() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300));
  }
}
