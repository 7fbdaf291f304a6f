package io.m1bridge.kafka.topic;

import io.m1bridge.contracts.TopicSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares a topic with its specification. Partitions and clean-up policy must be equal: another
 * count moves keys to other owners, another policy loses data. Any other setting may be an
 * operator's choice.
 */
final class TopicCheck {

  private static final String CLEANUP = "cleanup.policy";
  private static final String LARGEST = "max.message.bytes";

  private TopicCheck() {}

  /** Returns what makes the topic unfit, with what to do. */
  static Optional<String> problem(TopicSpec wanted, int partitions, Map<String, String> config) {
    if (wanted.upstream()) {
      return Optional.empty();
    }
    if (partitions != wanted.partitions()) {
      return Optional.of(
          wanted.name()
              + " has "
              + partitions
              + " partitions, needed are "
              + wanted.partitions()
              + ", for ever: the count decides who owns a key. Create the topic anew with "
              + wanted.partitions()
              + " partitions and copy its records, or set another name by m1bridge.topics.names.\""
              + wanted.name()
              + "\".");
    }
    String wantedPolicy = wanted.config().getOrDefault(CLEANUP, "delete");
    String policy = config.getOrDefault(CLEANUP, "delete");
    if (!policies(policy).equals(policies(wantedPolicy))) {
      return Optional.of(
          wanted.name()
              + " has cleanup.policy="
              + policy
              + ", needed is "
              + wantedPolicy
              + ": "
              + alter(wanted.name(), CLEANUP, wantedPolicy));
    }
    return tooSmall(wanted, config);
  }

  /** A limit above ours is as good. */
  private static Optional<String> tooSmall(TopicSpec wanted, Map<String, String> config) {
    @Nullable String needed = wanted.config().get(LARGEST);
    @Nullable String actual = config.get(LARGEST);
    if (needed == null || actual == null || Long.parseLong(actual) >= Long.parseLong(needed)) {
      return Optional.empty();
    }
    return Optional.of(
        wanted.name()
            + " has max.message.bytes="
            + actual
            + ", needed are at least "
            + needed
            + ", or a record that we write is refused one day: "
            + alter(wanted.name(), LARGEST, needed));
  }

  /** Returns the settings that differ without making the topic unfit, for a warning. */
  static Optional<String> difference(TopicSpec wanted, Map<String, String> config) {
    if (wanted.upstream()) {
      return Optional.empty();
    }
    String differing =
        new TreeMap<>(wanted.config())
            .entrySet().stream()
                .filter(entry -> !entry.getKey().equals(CLEANUP) && !entry.getKey().equals(LARGEST))
                .filter(entry -> !entry.getValue().equals(config.get(entry.getKey())))
                .map(
                    entry ->
                        entry.getKey()
                            + "="
                            + config.get(entry.getKey())
                            + " (by default "
                            + entry.getValue()
                            + ")")
                .collect(Collectors.joining(", "));
    return differing.isEmpty()
        ? Optional.empty()
        : Optional.of(wanted.name() + " has " + differing);
  }

  /**
   * Returns what makes Kafka delete the topic's records some day; empty if they stay for ever. A
   * setting that is not known counts as a limit.
   */
  static Optional<String> limitOf(TopicSpec topic, Map<String, String> config) {
    String limits =
        Stream.of("retention.ms", "retention.bytes")
            .filter(key -> !"-1".equals(config.get(key)))
            .map(key -> key + "=" + config.get(key))
            .collect(Collectors.joining(", "));
    return limits.isEmpty() ? Optional.empty() : Optional.of(topic.name() + " has " + limits);
  }

  /** Returns the command that creates the topic. */
  static String creation(TopicSpec wanted) {
    String config =
        new TreeMap<>(wanted.config())
            .entrySet().stream()
                .map(entry -> " --config " + entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining());
    return "kafka-topics.sh --create --topic "
        + wanted.name()
        + " --partitions "
        + wanted.partitions()
        + config;
  }

  private static String alter(String topic, String key, String value) {
    String quoted = value.contains(",") ? "[" + value + "]" : value;
    return "kafka-configs.sh --alter --entity-type topics --entity-name "
        + topic
        + " --add-config "
        + key
        + "="
        + quoted;
  }

  private static TreeSet<String> policies(String value) {
    return Arrays.stream(value.split(","))
        .map(String::strip)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
