package io.m1bridge.contracts;

import java.util.Map;

/**
 * A topic as its owner needs it.
 *
 * @param name the default name
 * @param partitions fixed at birth; a different count is an error that explains itself
 * @param config topic settings by Kafka's names, {@code cleanup.policy} and retention always among
 *     them
 * @param upstream whether it is somebody else's, who may give it any partitions and settings: it
 *     only has to exist. Ours apply where it is created.
 */
public record TopicSpec(String name, int partitions, Map<String, String> config, boolean upstream) {
  public TopicSpec {
    config = Map.copyOf(config);
  }

  /** A topic of ours. */
  public TopicSpec(String name, int partitions, Map<String, String> config) {
    this(name, partitions, config, false);
  }

  /** The same topic under another name. */
  public TopicSpec named(String otherName) {
    return new TopicSpec(otherName, partitions, config, upstream);
  }
}
