package io.m1bridge.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ClientLinesTest {

  private static final String NETWORK_CLIENT = "org.apache.kafka.clients.NetworkClient";
  private static final String AWAY =
      "[Consumer clientId=a-%d, groupId=a] Connection to node %d (localhost/127.0.0.1:9092) could not be established. Node may not be available.";

  private final ClientLines filter = new ClientLines();
  private Instant now = Instant.parse("2026-11-28T00:00:00Z");

  @Test
  void shouldSayOnceWhatEveryClientSaysAtEveryAttempt() {
    assertThat(passes(NETWORK_CLIENT, AWAY.formatted(1, 1))).isTrue();

    for (int attempt = 0; attempt < 3_600; attempt++) {
      now = now.plusSeconds(1);
      assertThat(passes(NETWORK_CLIENT, AWAY.formatted(attempt % 5, attempt % 3 - 1))).isFalse();
    }
  }

  @Test
  void shouldSayItAgainAfterAQuietTime() {
    passes(NETWORK_CLIENT, AWAY.formatted(1, 1));

    now = now.plus(Duration.ofMinutes(11));

    assertThat(passes(NETWORK_CLIENT, AWAY.formatted(1, 1))).isTrue();
  }

  @Test
  void shouldSayWhatIsNew() {
    passes(NETWORK_CLIENT, AWAY.formatted(1, 1));

    assertThat(passes(NETWORK_CLIENT, "Bootstrap broker disconnected")).isTrue();
    assertThat(passes("org.apache.kafka.clients.Metadata", AWAY.formatted(1, 1))).isTrue();
  }

  @Test
  void shouldLetOthersRepeatThemselves() {
    for (int i = 0; i < 3; i++) {
      assertThat(passes("io.m1bridge.kafka.topic.TopicSetup", "Topics are not fit yet")).isTrue();
      assertThat(passes("org.apache.kafka.streams.KafkaStreams", "A thread died")).isTrue();
    }
  }

  /** What came longest ago is forgotten, and said again. */
  @Test
  void shouldNotGrowForEver() {
    passes(NETWORK_CLIENT, AWAY.formatted(1, 1));
    for (int i = 0; i < 600; i++) {
      passes(NETWORK_CLIENT, "Error while fetching metadata " + "t".repeat(i));
    }

    assertThat(passes(NETWORK_CLIENT, AWAY.formatted(1, 1))).isTrue();
  }

  private boolean passes(String logger, String message) {
    LogRecord line = new LogRecord(Level.WARNING, message);
    line.setLoggerName(logger);
    line.setInstant(now);
    return filter.isLoggable(line);
  }
}
