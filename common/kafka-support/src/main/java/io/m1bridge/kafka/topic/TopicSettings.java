package io.m1bridge.kafka.topic;

import io.m1bridge.contracts.TopicSpec;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** What an operator may say about topics. */
@ConfigMapping(prefix = "m1bridge.topics")
public interface TopicSettings {

  /**
   * Whether missing topics that the service owns are created. False where only administrators may.
   */
  @WithDefault("true")
  boolean create();

  /** Replicas of topics that are created; default: 3, or as many brokers as there are. */
  OptionalInt replicationFactor();

  /** How long to wait between two attempts while Kafka cannot be reached or topics are missing. */
  @WithDefault("5s")
  Duration retryEvery();

  /**
   * Names of topics that differ from the defaults: {@code
   * m1bridge.topics.names."crm.contact-changes"=our.changes}.
   */
  Map<String, String> names();

  /** Returns the topic under its configured name. */
  default TopicSpec named(TopicSpec topic) {
    return topic.named(names().getOrDefault(topic.name(), topic.name()));
  }
}
