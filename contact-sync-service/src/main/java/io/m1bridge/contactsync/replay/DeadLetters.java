package io.m1bridge.contactsync.replay;

import io.m1bridge.contactsync.source.Sources;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Lists dead letters, the newest first. They have no index: the topic is read from its end
 * backwards, as far as one look may take, and the answer says how far that was. Safe for several
 * threads.
 *
 * <p>Why: {@code docs/rationale.md#dead-letters-have-no-index}.
 */
public final class DeadLetters {

  /** Records that one look reads at most. */
  static final int MOST = 20_000;

  /** How long one look goes on reading. */
  static final Duration LONGEST = Duration.ofSeconds(4);

  /** Of that many letters of a megabyte a service can have in memory at a time. */
  private static final int AT_ONCE = 3;

  /** How its consumer differs from Kafka's defaults. */
  public static final Map<String, Object> SETTINGS =
      Map.of(
          "isolation.level",
          "read_committed",
          "enable.auto.commit",
          false,
          // What retention took is passed over by itself, not with all that is behind it.
          "auto.offset.reset",
          "none",
          "max.poll.records",
          1_000,
          "fetch.max.bytes",
          8 << 20);

  private final Supplier<LetterLog> logs;
  private final DeadLetterReader reader;
  private final Clock clock;
  private final Semaphore places = new Semaphore(AT_ONCE);

  DeadLetters(Supplier<LetterLog> logs, Sources sources, Clock clock) {
    this.logs = logs;
    this.reader = new DeadLetterReader(sources);
    this.clock = clock;
  }

  /**
   * Letters of a topic.
   *
   * @param consumers makes a consumer with {@link #SETTINGS}, and without a group
   */
  public static DeadLetters of(
      Supplier<Consumer<byte[], byte[]>> consumers, String topic, Sources sources, Clock clock) {
    return new DeadLetters(() -> new KafkaLetterLog(consumers.get(), topic), sources, clock);
  }

  /**
   * Looks for letters.
   *
   * @return empty if others look just now
   * @throws org.apache.kafka.common.KafkaException if they cannot be read
   */
  public Optional<LetterPage> look(LetterQuery query) {
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    Instant until = clock.instant().plus(LONGEST);
    try (LetterLog log = logs.get()) {
      return Optional.of(new Look(log, reader, query, () -> clock.instant().isAfter(until)).page());
    } finally {
      places.release();
    }
  }
}
