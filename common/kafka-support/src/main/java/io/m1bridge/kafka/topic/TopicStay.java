package io.m1bridge.kafka.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long a topic keeps what is to leave it, by its settings. Kafka works on whole segments, never
 * on the one that it writes to, and closes that one only when a record comes.
 *
 * <p>Why: {@code docs/rationale.md#until-when-a-topic-keeps-is-computed}.
 */
final class TopicStay {

  /**
   * Until the brokers have looked at a segment and have done their work: retention is looked at
   * every 5 minutes, compaction every 15 seconds ({@code log.retention.check.interval.ms}, {@code
   * log.cleaner.backoff.ms}).
   */
  static final Duration ROUND = Duration.ofMinutes(15);

  private static final String LAG = "max.compaction.lag.ms";
  private static final String RETENTION = "retention.ms";
  private static final String SEGMENT = "segment.ms";
  private static final String TOMBSTONES = "delete.retention.ms";
  private static final String DELETE_DELAY = "file.delete.delay.ms";

  /** Kafka's default; brokers that know no such setting are not slower. */
  private static final Duration USUAL_DELETE_DELAY = Duration.ofMinutes(1);

  private final String topic;
  private final Map<String, String> settings;
  private final Duration beat;

  /**
   * @param settings of the topic, as Kafka tells them
   * @param beat how often a record comes to each partition, whatever else comes
   */
  TopicStay(String topic, Map<String, String> settings, Duration beat) {
    this.topic = topic;
    this.settings = settings;
    this.beat = beat;
  }

  /** By the topic's cleanup policy. */
  Stay byPolicy() {
    List<String> policies = List.of(settings.getOrDefault("cleanup.policy", "delete").split(","));
    boolean deletes = policies.stream().anyMatch(policy -> policy.strip().equals("delete"));
    boolean compacts = policies.stream().anyMatch(policy -> policy.strip().equals("compact"));
    if (deletes && compacts) {
      return shorter(retained(), compacted());
    }
    return compacts ? compacted() : retained();
  }

  /** Where whoever has read a record deletes it. */
  Stay purged() {
    if (isOpen(SEGMENT)) {
      return open(SEGMENT);
    }
    return new Stay.AtMost(millis(SEGMENT).plus(beat).plus(ROUND).plus(deleteDelay()));
  }

  /**
   * A segment goes when its youngest record is too old; that may be as much younger as it lasts.
   */
  private Stay retained() {
    if (isOpen(RETENTION)) {
      return open(RETENTION);
    }
    if (isOpen(SEGMENT)) {
      return open(SEGMENT);
    }
    return new Stay.AtMost(millis(RETENTION).plus(millis(SEGMENT)).plus(ROUND).plus(deleteDelay()));
  }

  /**
   * The first cleaning takes the record, the first one after {@code delete.retention.ms} takes the
   * tombstone, whose key may be personal data too.
   */
  private Stay compacted() {
    if (isOpen(LAG)) {
      return open(LAG);
    }
    if (isOpen(TOMBSTONES)) {
      return open(TOMBSTONES);
    }
    Duration untilCleaned = millis(LAG).plus(beat).plus(ROUND);
    return new Stay.AtMost(
        untilCleaned.multipliedBy(2).plus(millis(TOMBSTONES)).plus(deleteDelay()));
  }

  private static Stay shorter(Stay one, Stay other) {
    if (one instanceof Stay.AtMost bounded && other instanceof Stay.AtMost too) {
      return bounded.time().compareTo(too.time()) < 0 ? one : other;
    }
    return one instanceof Stay.AtMost ? one : other;
  }

  private Duration deleteDelay() {
    return isOpen(DELETE_DELAY) ? USUAL_DELETE_DELAY : millis(DELETE_DELAY);
  }

  private boolean isOpen(String setting) {
    long value = value(setting);
    return value < 0 || value == Long.MAX_VALUE;
  }

  private Stay open(String setting) {
    return new Stay.Open(setting + " of " + topic + " sets no limit");
  }

  private Duration millis(String setting) {
    return Duration.ofMillis(value(setting));
  }

  /** Kafka tells all settings of a topic, defaults included; other brokers may know fewer. */
  private long value(String setting) {
    String value = settings.get(setting);
    return value == null ? Long.MAX_VALUE : Long.parseLong(value);
  }
}
