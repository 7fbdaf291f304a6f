package io.m1bridge.contactsync.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contracts.Topics;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Where a replay, or a count, ends; and that it says so. */
class ReplayEndsTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final TopicPartition LETTERS = new TopicPartition("dead", 0);

  private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  private final MockProducer<String, byte[]> commands =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

  /** Holds a letter of each account, written before now. */
  private MockConsumer<byte[], byte[]> topic(List<String> accounts) {
    MockConsumer<byte[], byte[]> topic = new MockConsumer<>("none");
    topic.updatePartitions(
        "dead", List.of(new PartitionInfo("dead", 0, Node.noNode(), null, null)));
    topic.updateBeginningOffsets(Map.of(LETTERS, 0L));
    topic.updateEndOffsets(Map.of(LETTERS, (long) accounts.size()));
    for (int offset = 0; offset < accounts.size(); offset++) {
      int place = offset;
      topic.schedulePollTask(
          () ->
              topic.addRecord(
                  Letters.letter(
                      0, place, Letters.AT, "c1", accounts.get(place), "field-invalid", false)));
    }
    return topic;
  }

  private Replays replays(Supplier<Consumer<byte[], byte[]>> topics, Pace.Pause pause) {
    return new Replays(
        topics,
        "dead",
        new CommandLog(() -> commands, Topics.CONTACT_SYNC_COMMANDS, clock),
        Sources.of(IntakeSettings.of(DEMO), Map.of(), clock),
        account -> account.value().equals("moved"),
        50,
        clock,
        pause);
  }

  private Replay ended(MockConsumer<byte[], byte[]> topic, AccountId account, boolean dryRun) {
    try (Replays replays = replays(() -> topic, time -> false)) {
      replays.begin(account, LetterFilter.ALL, dryRun, "li.wei").orElseThrow();
      return ended(replays, account);
    }
  }

  private static Replay ended(Replays replays, AccountId account) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> replays.last(account).orElseThrow(), it -> !it.isRunning());
  }

  @Test
  void shouldSayThatRetentionTookLettersItHadToRead() {
    assertThat(Replays.SETTINGS)
        .as("Kafka's default jumps over all that is left")
        .containsEntry("auto.offset.reset", "none");
    MockConsumer<byte[], byte[]> topic = topic(List.of("demo"));
    topic.updateEndOffsets(Map.of(LETTERS, 4L));
    topic.schedulePollTask(
        () -> {
          topic.updateBeginningOffsets(Map.of(LETTERS, 3L));
          topic.addRecord(Letters.letter(0, 3, Letters.AT, "c", "demo", "field-invalid", false));
        });

    Replay replay = ended(topic, DEMO, false);

    assertThat(replay.state()).isEqualTo(Replay.State.FAILED);
    assertThat(replay.problem())
        .isEqualTo("Retention took letters before they were read: ask for it again");
  }

  @Test
  void shouldEndWhereWhatIsCommittedDoesNotCome() {
    MockConsumer<byte[], byte[]> topic = topic(List.of());
    topic.updateEndOffsets(Map.of(LETTERS, 5L));

    Replay replay = ended(topic, DEMO, false);

    assertThat(replay.state()).isEqualTo(Replay.State.FAILED);
    assertThat(replay.problem()).contains("do not come", "ask for it again");
  }

  @Test
  void shouldSeeThatTheAccountMovesWhileNothingComes() {
    MockConsumer<byte[], byte[]> topic = topic(List.of());
    topic.updateEndOffsets(Map.of(LETTERS, 5L));

    Replay replay = ended(topic, new AccountId("moved"), false);

    assertThat(replay.problem()).contains("another replica");
  }

  @Test
  void shouldLeaveOutWhatWasWrittenBehindItsEnd() {
    MockConsumer<byte[], byte[]> topic = topic(List.of());
    topic.updateEndOffsets(Map.of(LETTERS, 1L));
    topic.schedulePollTask(
        () ->
            List.of(0, 1)
                .forEach(
                    offset ->
                        topic.addRecord(
                            Letters.letter(
                                0, offset, Letters.AT, "c", "demo", "field-invalid", false))));

    Replay replay = ended(topic, DEMO, false);

    assertThat(replay.read()).isEqualTo(1);
    assertThat(replay.sent()).isEqualTo(1);
  }

  /** What M1 or a person refused was taken, and is over. */
  @Test
  void shouldNotPromiseWhatNoOwnerTakes() {
    MockConsumer<byte[], byte[]> topic = topic(List.of());
    topic.updateEndOffsets(Map.of(LETTERS, 4L));
    List<String> reasons =
        List.of("property-missing", "m1-refused", "delete-rejected", "email-missing");
    topic.schedulePollTask(
        () ->
            List.of(0, 1, 2, 3)
                .forEach(
                    offset ->
                        topic.addRecord(
                            Letters.letter(
                                0, offset, Letters.AT, "c", "demo", reasons.get(offset), false))));

    Replay replay = ended(topic, DEMO, false);

    assertThat(replay.matching()).isEqualTo(1);
    assertThat(replay.toBeSentAgain()).isEqualTo(3);
    assertThat(replay.sent()).isEqualTo(1);
  }

  /** Nobody knew whose they were when they came: mapping and settings of today tell. */
  @Test
  void shouldGiveWhatIntakeCouldNotReadToItsOwnerOfToday() {
    MockConsumer<byte[], byte[]> topic = topic(List.of());
    topic.updateEndOffsets(Map.of(LETTERS, 3L));
    topic.schedulePollTask(
        () ->
            List.of(
                    Letters.letter(0, 0, Letters.AT, "c1", null, "account-missing", false),
                    Letters.ofNobody(0, 1, Letters.AT, "header-missing", false),
                    Letters.letter(0, 2, Letters.AT, "c2", "other", "key-invalid", false))
                .forEach(topic::addRecord));

    Replay replay = ended(topic, DEMO, false);

    assertThat(List.of(replay.matching(), replay.toBeSentAgain(), replay.sent()))
        .containsExactly(1L, 0L, 1L);
    assertThat(new String(commands.history().get(0).value(), UTF_8))
        .contains("\"c1\"", "\"putAside\":\"" + Letters.AT + "\"");
  }

  @Test
  void shouldCountNoLetterThatAConfirmationWouldLeaveOut() {
    MockConsumer<byte[], byte[]> topic = topic(List.of("demo"));
    topic.updateEndOffsets(Map.of(LETTERS, 2L));
    topic.schedulePollTask(
        () ->
            topic.addRecord(
                Letters.letter(
                    0, 1, clock.instant().plusSeconds(1), "c", "demo", "field-invalid", false)));

    assertThat(ended(topic, DEMO, true).matching()).isEqualTo(1);
  }

  @Test
  void shouldCountWhileReplaysTakeTheirTime() {
    List<String> accounts = List.of("busy-1", "busy-2", "demo");
    CountDownLatch held = new CountDownLatch(1);
    Pace.Pause pause =
        time -> {
          held.await();
          return true;
        };
    try (Replays replays = replays(() -> topic(accounts), pause)) {
      for (String busy : List.of("busy-1", "busy-2")) {
        replays.begin(new AccountId(busy), LetterFilter.ALL, false, "li.wei").orElseThrow();
      }
      replays.begin(DEMO, LetterFilter.ALL, true, "li.wei").orElseThrow();

      assertThat(ended(replays, DEMO).matching()).isEqualTo(1);
    } finally {
      held.countDown();
    }
  }
}
