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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Kafka does to an owner that has done nothing wrong. */
@Tag("slow")
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
    kafka = KafkaCluster.start(directory, 1, BrokerOptions.forgettingProducers());
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
    log =
        RealLog.start(connection(), Map.of("bootstrap.servers", bootstrapServers), Map.of(), codec);
    await().until(() -> log.mayGrant(ID));
  }

  private void put(long generation) throws NotOwner, LogUnavailable {
    log.update(ID, current -> new Change.Put(account(generation), List.of()));
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
