package io.m1bridge.contracts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A topic as its owner needs it.
 *
 * @param name the default name
 * @param partitions fixed at birth; a different count is an error that explains itself
 * @param config topic settings by Kafka's names, {@code cleanup.policy} and retention always among
 *     them
 * @param upstream whether it is somebody else's, who may give it any partitions and settings: it
 *     only has to exist. Ours apply where it is created.
 * @param needed keys of {@code config} without which the topic is of no use; all others are wishes,
 *     left out where the brokers' policy refuses them
 */
public record TopicSpec(
    String name, int partitions, Map<String, String> config, boolean upstream, Set<String> needed) {

  /** Another policy loses data; a smaller limit refuses records that we write. */
  private static final Set<String> ALWAYS_NEEDED = Set.of("cleanup.policy", "max.message.bytes");

  public TopicSpec {
    config = Map.copyOf(config);
    needed = Set.copyOf(needed);
  }

  /** A topic that needs its clean-up policy and its largest message. */
  public TopicSpec(String name, int partitions, Map<String, String> config, boolean upstream) {
    this(name, partitions, config, upstream, ALWAYS_NEEDED);
  }

  /** A topic of ours. */
  public TopicSpec(String name, int partitions, Map<String, String> config) {
    this(name, partitions, config, false);
  }

  /** The same topic under another name. */
  public TopicSpec named(String otherName) {
    return new TopicSpec(otherName, partitions, config, upstream, needed);
  }

  /**
   * The same topic with an operator's settings, which are needed from then on.
   *
   * @param settings by Kafka's names; an empty value drops the setting
   * @throws IllegalArgumentException for {@code cleanup.policy}, which is not a matter of taste
   */
  public TopicSpec with(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(config);
    Set<String> keys = new HashSet<>(needed);
    settings.forEach(
        (key, value) -> {
          if (key.equals("cleanup.policy")) {
            throw new IllegalArgumentException(
                "cleanup.policy of " + name + " is needed as it is: take it out of the settings");
          }
          if (value.isEmpty()) {
            all.remove(key);
          } else {
            all.put(key, value);
            keys.add(key);
          }
        });
    return new TopicSpec(name, partitions, all, upstream, keys);
  }
}
