package io.m1bridge.contactsync.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.Topics;
import io.m1bridge.kafka.deadletter.DeadLetter;
import io.m1bridge.kafka.deadletter.Letter;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.testkit.time.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which dead letters are given to their owners. */
class ReplaysTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final TopicPartition LETTERS = new TopicPartition("dead", 0);

  private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
  private final MockProducer<String, byte[]> commands =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final Replays replays =
      new Replays(
          () -> kafka,
          "dead",
          new CommandLog(() -> commands, Topics.CONTACT_SYNC_COMMANDS, clock),
          Sources.of(IntakeSettings.of(DEMO), Map.of(), clock),
          clock);
  private long offset;

  ReplaysTest() {
    kafka.updatePartitions(
        "dead", List.of(new PartitionInfo("dead", 0, Node.noNode(), null, null)));
    kafka.updateBeginningOffsets(Map.of(LETTERS, 0L));
  }

  @AfterEach
  void close() {
    replays.close();
  }

  private void letter(String contact, @Nullable String account, String reason, boolean cut) {
    Headers headers = new RecordHeaders();
    headers.add("ce_specversion", "1.0".getBytes(UTF_8));
    headers.add("ce_id", "e1".getBytes(UTF_8));
    headers.add("ce_source", "/crm".getBytes(UTF_8));
    headers.add("ce_type", "crm.contact.deleted.v1".getBytes(UTF_8));
    if (account != null) {
      headers.add("ce_m1account", account.getBytes(UTF_8));
    }
    DeadLetter why =
        new DeadLetter("crm.contact-changes", 5, 40 + offset, Instant.EPOCH, reason, "Mend it");
    Letter letter = why.letter(contact.getBytes(UTF_8), cut ? new byte[2_000_000] : null, headers);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            "dead",
            0,
            offset++,
            0,
            TimestampType.CREATE_TIME,
            0,
            0,
            letter.key(),
            letter.value(),
            letter.headers(),
            Optional.empty());
    kafka.schedulePollTask(() -> kafka.addRecord(record));
  }

  private Replay ended(@Nullable String reason, boolean dryRun) {
    kafka.updateEndOffsets(Map.of(LETTERS, offset));
    replays.begin(DEMO, reason, dryRun, "li.wei").orElseThrow();
    return Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> replays.last().orElseThrow(), it -> it.state() != Replay.State.RUNNING);
  }

  private List<Command> sent() {
    return commands.history().stream().map(record -> command(record.value())).toList();
  }

  private static Command command(byte[] value) {
    try {
      return ContractJson.mapper().readValue(value, Command.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldGiveTheLettersOfTheAccountAndReasonToItsOwner() {
    letter("c1", null, "field-invalid", false);
    letter("c2", "other", "field-invalid", false);
    letter("c3", "demo", "email-missing", false);
    letter("c4", "demo", "field-invalid", false);
    letter("c5", "demo", "field-invalid", true);

    Replay replay = ended("field-invalid", false);

    assertThat(replay.state()).isEqualTo(Replay.State.DONE);
    assertThat(List.of(replay.read(), replay.matching(), replay.cut(), replay.sent()))
        .containsExactly(5L, 2L, 1L, 2L);
    assertThat(sent())
        .extracting(Command::action, Command::by, it -> it.arguments().get("contact"))
        .containsExactly(
            tuple(Command.Action.REPLAY, "li.wei", "c1"),
            tuple(Command.Action.REPLAY, "li.wei", "c4"));
    assertThat(commands.history().get(0).partition())
        .isEqualTo(AccountPartitioner.partition("demo", Topics.CONTACT_SYNC_COMMANDS.partitions()));
    assertThat(kafka.closed()).isTrue();
  }

  @Test
  void shouldOnlyCountWhenAskedTo() {
    letter("c1", null, "field-invalid", false);
    letter("c2", null, "email-missing", false);

    Replay replay = ended(null, true);

    assertThat(replay.matching()).isEqualTo(2);
    assertThat(replay.sent()).isZero();
    assertThat(sent()).isEmpty();
  }

  @Test
  void shouldSayWhatKafkaDidNotTake() {
    letter("c1", null, "field-invalid", false);
    letter("c2", null, "field-invalid", false);
    commands.sendException = new TopicAuthorizationException("commands");

    Replay replay = ended(null, false);

    assertThat(replay.state()).isEqualTo(Replay.State.FAILED);
    assertThat(replay.problem()).contains("ask for it again");
    assertThat(replay.sent()).isZero();
  }

  @Test
  void shouldSayWhyNothingCouldBeRead() {
    offset = 1;
    kafka.setPollException(new TopicAuthorizationException("dead"));

    Replay replay = ended(null, false);

    assertThat(replay.state()).isEqualTo(Replay.State.FAILED);
    assertThat(replay.problem()).isEqualTo("Kafka: TopicAuthorizationException");
  }
}
