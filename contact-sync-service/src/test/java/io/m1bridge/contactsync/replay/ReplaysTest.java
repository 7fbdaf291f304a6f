package io.m1bridge.contactsync.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.Topics;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.testkit.time.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
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

  private static final Instant BEGAN = Instant.parse("2026-11-23T10:00:00Z");

  private final MutableClock clock = MutableClock.at(BEGAN);
  private volatile boolean moved;
  private MockConsumer<byte[], byte[]> kafka = topic();
  private final MockProducer<String, byte[]> commands =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final Replays replays =
      new Replays(
          () -> kafka,
          "dead",
          new CommandLog(() -> commands, Topics.CONTACT_SYNC_COMMANDS, clock),
          Sources.of(IntakeSettings.of(DEMO), Map.of(), clock),
          account -> moved && account.equals(DEMO),
          50,
          clock,
          time -> {
            clock.advance(time);
            return false;
          });
  private long offset;

  private static MockConsumer<byte[], byte[]> topic() {
    MockConsumer<byte[], byte[]> topic =
        new MockConsumer<>("earliest") {
          @Override
          public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
              Map<TopicPartition, Long> times) {
            // Each letter is a minute younger than the one before.
            long minutes =
                Duration.between(BEGAN, Instant.ofEpochMilli(times.get(LETTERS))).toMinutes();
            return Map.of(LETTERS, new OffsetAndTimestamp(minutes, times.get(LETTERS)));
          }
        };
    topic.updatePartitions(
        "dead", List.of(new PartitionInfo("dead", 0, Node.noNode(), null, null)));
    topic.updateBeginningOffsets(Map.of(LETTERS, 0L));
    return topic;
  }

  @AfterEach
  void close() {
    replays.close();
  }

  private void letter(String contact, @Nullable String account, String reason, boolean cut) {
    add(Letters.letter(0, offset, clock.instant(), contact, account, reason, cut));
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    offset++;
    kafka.schedulePollTask(() -> kafka.addRecord(record));
  }

  private Replay ended(@Nullable String reason, boolean dryRun) {
    return endedOf(new LetterFilter(reason, null, null), dryRun);
  }

  private Replay endedOf(LetterFilter filter, boolean dryRun) {
    kafka.updateEndOffsets(Map.of(LETTERS, offset));
    if (dryRun) {
      // Only what was written before is counted.
      clock.advance(Duration.ofSeconds(1));
    }
    replays.begin(DEMO, filter, dryRun, "li.wei").orElseThrow();
    return ended();
  }

  private Replay ended() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> replays.last(DEMO).orElseThrow(), it -> !it.isRunning());
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
    letter("c6", "other", "field-invalid", true);
    add(Letters.ofNobody(0, offset, clock.instant(), "field-invalid", true));

    Replay replay = ended("field-invalid", false);

    assertThat(replay.state()).isEqualTo(Replay.State.DONE);
    assertThat(List.of(replay.read(), replay.matching(), replay.cut(), replay.sent()))
        .containsExactly(7L, 2L, 1L, 2L);
    assertThat(replay.cutOfNobody()).isEqualTo(1);
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

  @Test
  void shouldCountOversizedLettersOfTheAccountAlone() {
    letter("c1", "demo", "change-too-large", true);
    letter("c2", "other", "change-too-large", true);
    letter("c3", "else", "change-too-large", true);

    Replay counted = ended(null, true);

    assertThat(counted.cut()).isEqualTo(1);
    assertThat(counted.cutOfNobody()).isZero();
  }

  @Test
  void shouldTakeOnlyWhatWasPutAsideInTime() {
    for (int minute = 0; minute < 5; minute++) {
      letter("c" + minute, null, "field-invalid", false);
      clock.advance(Duration.ofMinutes(1));
    }
    Instant from = BEGAN.plus(Duration.ofMinutes(1));
    Instant to = BEGAN.plus(Duration.ofMinutes(3));

    Replay replay = endedOf(new LetterFilter(null, from, to), false);

    assertThat(replay.read()).as("from is looked for, not read up to").isEqualTo(4);
    assertThat(replay.sent()).isEqualTo(2);
    assertThat(sent()).extracting(it -> it.arguments().get("contact")).containsExactly("c1", "c2");
  }

  @Test
  void shouldSendNoMoreInASecondThanIsSet() {
    for (int letter = 0; letter < 101; letter++) {
      letter("c" + letter, null, "field-invalid", false);
    }
    Instant before = clock.instant();

    Replay replay = ended(null, false);

    assertThat(replay.sent()).isEqualTo(101);
    assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofSeconds(2));
    assertThat(
            sent().stream()
                .collect(
                    Collectors.groupingBy(
                        it -> it.at().truncatedTo(ChronoUnit.SECONDS), Collectors.counting()))
                .values())
        .allSatisfy(inASecond -> assertThat(inASecond).isLessThanOrEqualTo(50));
  }

  @Test
  void shouldNotWaitToCount() {
    for (int letter = 0; letter < 101; letter++) {
      letter("c" + letter, null, "field-invalid", false);
    }

    assertThat(ended(null, true).matching()).isEqualTo(101);
    assertThat(clock.instant()).isEqualTo(BEGAN.plusSeconds(1));
  }

  @Test
  void shouldEndWhereTheAccountMoves() {
    letter("c1", null, "field-invalid", false);
    moved = true;

    Replay replay = ended(null, false);

    assertThat(replay.state()).isEqualTo(Replay.State.FAILED);
    assertThat(replay.problem()).contains("another replica", "ask for it again");
    assertThat(sent()).isEmpty();
  }

  @Test
  void shouldReplayWhatWasCountedOnceItIsConfirmed() {
    letter("c1", null, "field-invalid", false);
    letter("c2", null, "email-missing", false);
    Replay counted = ended("field-invalid", true);
    kafka = topic();
    letterAgain("c1", "field-invalid", counted.began().minusSeconds(1));
    letterAgain("c3", "field-invalid", counted.began().plusSeconds(1));
    kafka.updateEndOffsets(Map.of(LETTERS, 2L));

    assertThat(replays.confirm(DEMO, "guessed", "li.wei")).isEmpty();
    assertThat(replays.confirm(new AccountId("other"), counted.id(), "li.wei")).isEmpty();
    assertThat(replays.confirm(DEMO, counted.id(), "li.wei")).isPresent();
    assertThat(ended().sent()).isEqualTo(1);
    assertThat(sent()).extracting(it -> it.arguments().get("contact")).containsExactly("c1");
    assertThat(replays.confirm(DEMO, counted.id(), "li.wei")).as("once").isEmpty();
  }

  private void letterAgain(String contact, String reason, Instant at) {
    long place = contact.equals("c1") ? 0 : 1;
    ConsumerRecord<byte[], byte[]> record =
        Letters.letter(0, place, at, contact, null, reason, false);
    kafka.schedulePollTask(() -> kafka.addRecord(record));
  }

  @Test
  void shouldForgetWhatWasNotConfirmedInTime() {
    letter("c1", null, "field-invalid", false);
    Replay counted = ended(null, true);
    clock.advance(Duration.ofMinutes(10));

    assertThat(replays.confirm(DEMO, counted.id(), "li.wei")).isEmpty();
  }
}
