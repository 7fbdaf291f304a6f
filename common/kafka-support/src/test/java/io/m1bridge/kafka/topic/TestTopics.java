package io.m1bridge.kafka.topic;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings of topics with their defaults, but for what a test sets. */
public final class TestTopics {

  private TestTopics() {}

  public static TopicSettings settings(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(TopicSettings.class)
        .withDefaultValues(properties)
        .build()
        .getConfigMapping(TopicSettings.class);
  }
}
