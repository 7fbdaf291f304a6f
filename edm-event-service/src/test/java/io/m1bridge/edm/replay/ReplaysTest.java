package io.m1bridge.edm.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.EdmDeadLetter;
import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.contracts.Topics;
import io.m1bridge.edm.cloud.KeptRows;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.testkit.time.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which dead letters are listed, and given to their owner. */
class ReplaysTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final Instant BEGAN = Instant.parse("2026-11-23T10:00:00Z");
  private static final LetterFilter ALL = new LetterFilter(null, null, null);
  private static final String READABLE = KeptRows.open("wang@x.cn", BEGAN);
  private static final TopicPartition PARTITION =
      new TopicPartition(
          Topics.EDM_DEAD_LETTERS.name(),
          AccountPartitioner.partition("demo", Topics.EDM_DEAD_LETTERS.partitions()));

  private final MutableClock clock = MutableClock.at(BEGAN);
  private final MockProducer<String, byte[]> commands =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final LetterTopic topic = new LetterTopic(this::consumer, Topics.EDM_DEAD_LETTERS);
  private final List<ConsumerRecord<byte[], byte[]>> records = new java.util.ArrayList<>();
  private volatile boolean moved;
  private volatile @Nullable Error broken;
  private final Replays replays =
      new Replays(
          topic,
          new CommandLog(() -> commands, Topics.EDM_COMMANDS, clock),
          account -> moved,
          clock);

  private MockConsumer<byte[], byte[]> consumer() {
    Error now = broken;
    if (now != null) {
      throw now;
    }
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, (long) records.size()));
    consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    return consumer;
  }

  private void letter(String account, @Nullable Long campaign, String reason, String row) {
    String id = EngagementIds.id(EngagementIds.ofUnreadable(account, 7, row), 1);
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_id", id.getBytes(StandardCharsets.UTF_8));
    records.add(
        new ConsumerRecord<>(
            PARTITION.topic(),
            PARTITION.partition(),
            records.size(),
            BEGAN.plus(Duration.ofMinutes(records.size())).toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            0,
            new byte[0],
            json(new EdmDeadLetter(account, campaign, reason, "a problem", "advice", row)),
            headers,
            Optional.empty()));
  }

  private static byte[] json(EdmDeadLetter letter) {
    try {
      return ContractJson.mapper().writeValueAsBytes(letter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void someLetters() {
    letter("demo", 7L, "unreadable-row", READABLE);
    letter("other", 7L, "unreadable-row", READABLE);
    letter("demo", 7L, "unreadable-row", "null");
    letter("demo", null, "unreadable-row", "{}");
    letter("demo", 8L, "row-too-large", "{\"email\": \"… sha256:" + "0f".repeat(32));
    letter("demo", 8L, "internal-error", READABLE);
  }

  private Replay ended(LetterFilter filter, boolean dryRun) {
    replays.begin(DEMO, filter, dryRun, "li.wei").orElseThrow();
    return Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> replays.last(DEMO).orElseThrow(), it -> !it.isRunning());
  }

  @AfterEach
  void close() {
    replays.close();
  }

  @Test
  void shouldCountBeforeItSends() {
    someLetters();

    Replay counted = ended(ALL, true);

    assertThat(counted.state()).as(counted.problem()).isEqualTo(Replay.State.DONE);
    assertThat(counted.read()).isEqualTo(5);
    assertThat(counted.matching()).isEqualTo(2);
    assertThat(counted.unreadable()).isEqualTo(1);
    assertThat(counted.cut()).isEqualTo(1);
    assertThat(counted.ofNoCampaign()).isEqualTo(1);
    assertThat(commands.history()).isEmpty();
  }

  @Test
  void shouldGiveTheOwnerWhatCanBeReadNow() throws IOException {
    someLetters();

    Replay sent = ended(new LetterFilter("unreadable-row", null, null), false);

    assertThat(sent.sent()).as(sent.problem()).isEqualTo(1);
    Command command =
        ContractJson.mapper().readValue(commands.history().get(0).value(), Command.class);
    assertThat(command.action()).isEqualTo(Command.Action.REPLAY);
    assertThat(command.by()).isEqualTo("li.wei");
    assertThat(command.arguments())
        .containsEntry(Command.CAMPAIGN, "7")
        .containsEntry(Command.ROW, READABLE)
        .containsKey(Command.LETTER);
  }

  /** One that counted as running for ever would keep all later ones of the account away. */
  @Test
  void shouldEndOnAnError() {
    someLetters();
    broken = new NoClassDefFoundError("io/m1bridge/Missing");

    Replay ended = ended(ALL, true);

    assertThat(ended.state()).isEqualTo(Replay.State.FAILED);
    assertThat(ended.problem()).contains("NoClassDefFoundError");
    broken = null;
    assertThat(ended(ALL, true).state()).isEqualTo(Replay.State.DONE);
  }

  @Test
  void shouldEndWhereTheAccountMoves() {
    someLetters();
    moved = true;

    Replay ended = ended(ALL, false);

    assertThat(ended.state()).isEqualTo(Replay.State.FAILED);
    assertThat(ended.problem()).contains("another replica");
    assertThat(commands.history()).isEmpty();
  }

  @Test
  void shouldListTheNewestFirstLookByLook() {
    someLetters();
    DeadLetters letters = new DeadLetters(topic, 4);

    LetterPage first = letters.look(DEMO, ALL, 2, true, null).orElseThrow();
    assertThat(first.letters())
        .extracting(ListedLetter::reason)
        .containsExactly("internal-error", "row-too-large");
    assertThat(first.letters()).extracting(ListedLetter::cut).containsExactly(false, true);
    assertThat(first.letters()).extracting(ListedLetter::readable).containsExactly(true, false);
    assertThat(first.letters().get(0).advice()).isEqualTo("advice");
    assertThat(first.letters().get(1).advice()).contains("cannot be replayed", "16000 characters");
    assertThat(first.looked()).isEqualTo(4);
    assertThat(first.whole()).isFalse();
    assertThat(first.reasons()).hasSize(3);

    LetterPage rest = letters.look(DEMO, ALL, 10, false, Long.valueOf(first.next())).orElseThrow();
    assertThat(rest.letters()).extracting(ListedLetter::offset).containsExactly(3L, 2L, 0L);
    assertThat(rest.whole()).isTrue();
    assertThat(rest.lookedBackTo()).isEqualTo(BEGAN);
  }
}
