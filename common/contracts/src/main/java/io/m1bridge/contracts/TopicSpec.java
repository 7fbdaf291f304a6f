package io.m1bridge.contracts;

import java.util.Map;

/**
 * A topic as its owner needs it.
 *
 * @param name the default name
 * @param partitions fixed at birth; a different count is an error that explains itself
 * @param config topic settings by Kafka's names, {@code cleanup.policy} and retention always among
 *     them
 */
public record TopicSpec(String name, int partitions, Map<String, String> config) {
  public TopicSpec {
    config = Map.copyOf(config);
  }

  /** The same topic under another name. */
  public TopicSpec named(String otherName) {
    return new TopicSpec(otherName, partitions, config);
  }
}
