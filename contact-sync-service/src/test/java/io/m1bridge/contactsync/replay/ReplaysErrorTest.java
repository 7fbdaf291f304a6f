package io.m1bridge.contactsync.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contracts.Topics;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ReplaysErrorTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final LetterFilter ALL = new LetterFilter(null, null, null);

  private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-23T10:00:00Z"));

  /** One that counted as running for ever would keep all later ones of the account away. */
  @Test
  void shouldEndOnAnErrorAndBeBegunAgain() {
    try (Replays replays = replays()) {
      for (int time = 0; time < 2; time++) {
        replays.begin(DEMO, ALL, true, "li.wei").orElseThrow();
        Replay ended =
            await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> replays.last(DEMO).orElseThrow(), it -> !it.isRunning());
        assertThat(ended.state()).isEqualTo(Replay.State.FAILED);
        assertThat(ended.problem()).contains("NoClassDefFoundError");
      }
    }
  }

  private Replays replays() {
    MockProducer<String, byte[]> commands =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    return new Replays(
        () -> {
          throw new NoClassDefFoundError("io/m1bridge/Missing");
        },
        "dead",
        new CommandLog(() -> commands, Topics.CONTACT_SYNC_COMMANDS, clock),
        Sources.of(IntakeSettings.of(DEMO), Map.of(), clock),
        account -> false,
        50,
        clock,
        time -> false);
  }
}
