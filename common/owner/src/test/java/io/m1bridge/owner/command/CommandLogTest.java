package io.m1bridge.owner.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.Topics;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.time.MutableClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class CommandLogTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final String TOPIC = Topics.CONTACT_SYNC_COMMANDS.name();

  private final MutableClock clock = MutableClock.at("2026-11-23T08:00:00.123456Z");
  private final List<MockProducer<String, byte[]>> made = new ArrayList<>();

  private CommandLog log() {
    return new CommandLog(this::producer, Topics.CONTACT_SYNC_COMMANDS, clock);
  }

  private Producer<String, byte[]> producer() {
    made.add(new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()));
    return made.get(made.size() - 1);
  }

  private void failing(RuntimeException failure) {
    made.get(made.size() - 1).sendException = failure;
  }

  @Test
  void shouldWriteWhereTheOwnerOfTheAccountReads() throws Exception {
    Sent sent = log().send(DEMO, Command.Action.APPROVE, "li.wei");

    int partition = AccountPartitioner.partition("demo", Topics.CONTACT_SYNC_COMMANDS.partitions());
    ProducerRecord<String, byte[]> record = made.get(0).history().get(0);
    assertThat(record.topic()).isEqualTo(TOPIC);
    assertThat(record.key()).isEqualTo("demo");
    assertThat(record.partition()).isEqualTo(partition);
    assertThat(ContractJson.mapper().readTree(record.value()))
        .isEqualTo(
            ContractJson.mapper()
                .readTree(
                    """
                    {"account": "demo", "action": "approve", "by": "li.wei",
                     "at": "2026-11-23T08:00:00.123Z", "arguments": {}}"""));
    assertThat(sent)
        .isInstanceOfSatisfying(
            Sent.Written.class, written -> assertThat(written.offset()).isZero());
  }

  @Test
  void shouldMakeItsProducerOnceAndAtTheFirstCommand() {
    CommandLog log = log();
    assertThat(made).isEmpty();

    log.send(DEMO, Command.Action.PAUSE, "li.wei");
    log.send(DEMO, Command.Action.RESUME, "li.wei");
    assertThat(made).hasSize(1);
    log.close();

    assertThat(made.get(0).closed()).isTrue();
  }

  @Test
  void shouldTellARightThatIsMissingFromNoAnswer() {
    CommandLog log = log();
    log.send(DEMO, Command.Action.PAUSE, "li.wei");

    failing(new TimeoutException("no answer"));
    assertThat(log.send(DEMO, Command.Action.PAUSE, "li.wei")).isEqualTo(new Sent.Unknown(TOPIC));
    assertThat(made).as("a producer gets over it").hasSize(1);
    failing(new TopicAuthorizationException(Set.of(TOPIC)));
    assertThat(log.send(DEMO, Command.Action.PAUSE, "li.wei")).isEqualTo(new Sent.Denied(TOPIC));
  }

  @Test
  void shouldGoOnWithANewProducerAfterAFailureThatOneDoesNotGetOver() {
    CommandLog log = log();
    log.send(DEMO, Command.Action.PAUSE, "li.wei");
    failing(new KafkaException("fatal"));

    assertThat(log.send(DEMO, Command.Action.PAUSE, "li.wei")).isEqualTo(new Sent.Unknown(TOPIC));

    assertThat(made.get(0).closed()).isTrue();
    assertThat(log.send(DEMO, Command.Action.PAUSE, "li.wei")).isInstanceOf(Sent.Written.class);
    assertThat(made).hasSize(2);
  }

  @Test
  void shouldAnswerWhereNoProducerCanBeMade() {
    CommandLog log =
        new CommandLog(
            () -> {
              throw new KafkaException("No resolvable bootstrap urls");
            },
            Topics.CONTACT_SYNC_COMMANDS,
            clock);

    assertThat(log.send(DEMO, Command.Action.PAUSE, "li.wei")).isEqualTo(new Sent.Unknown(TOPIC));
  }

  @Test
  void shouldHaveSettingsThatKafkaTakes() {
    Map<String, Object> settings = new HashMap<>(CommandLog.SETTINGS);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);

    ProducerConfig config = new ProducerConfig(settings);

    assertThat(config.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)).isTrue();
    assertThat(config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)).isEqualTo(10_000);
  }
}
