package io.m1bridge.kafka.topic;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.CreateTopicPolicy;

/**
 * Runs in the broker and refuses by the topic's name, so that one broker stands for several managed
 * services: {@code confluent…}, {@code msk…}, {@code redpanda…}, {@code strict…}.
 */
public final class ManagedServicePolicy implements CreateTopicPolicy {

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void validate(RequestMetadata request) {
    String topic = request.topic();
    Map<String, String> config = request.configs();
    if (topic.startsWith("confluent")) {
      only(
          config,
          Set.of("cleanup.policy", "retention.ms", "retention.bytes", "max.message.bytes"),
          "is not allowed to be set");
    } else if (topic.startsWith("msk")) {
      refuse(config.containsKey("segment.bytes"), "segment.bytes must not be set");
      refuse(
          "-1".equals(config.get("retention.ms")), "retention.ms must be between 3600000 and 2^31");
    } else if (topic.startsWith("redpanda")) {
      only(config, Set.of("cleanup.policy", "max.message.bytes"), "is not a known property");
    } else if (topic.startsWith("strict")) {
      refuse(!config.containsKey("min.insync.replicas"), "min.insync.replicas must be set");
    } else if (topic.startsWith("never")) {
      refuse(config.containsKey("max.message.bytes"), "max.message.bytes is fixed here");
    }
  }

  private static void only(Map<String, String> config, Set<String> allowed, String text) {
    for (String key : new TreeSet<>(config.keySet())) {
      refuse(!allowed.contains(key), key + " " + text);
    }
  }

  private static void refuse(boolean when, String text) {
    if (when) {
      throw new PolicyViolationException(text);
    }
  }

  @Override
  public void close() {}
}
