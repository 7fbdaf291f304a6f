package io.m1bridge.kafka.topic;

import io.m1bridge.production.Finding;
import io.m1bridge.production.ProductionCheck;
import java.util.List;

/** Whether a topic that is made outlives a broker. */
public final class TopicCopiesCheck implements ProductionCheck {

  private final TopicSettings settings;

  public TopicCopiesCheck(TopicSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<Finding> findings() {
    return settings.create() && settings.replicationFactor().orElse(Integer.MAX_VALUE) < 2
        ? List.of(
            Finding.severe(
                "m1bridge.topics.replication-factor",
                "topics get one copy: a broker that dies takes them with it",
                "Set it to 3, or remove it"))
        : List.of();
  }
}
