package io.m1bridge.kafka.topic;

import io.m1bridge.contracts.TopicSpec;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.Converter;

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

  /**
   * Settings of topics by the topic's name and Kafka's key: {@code
   * m1bridge.topics.config."contact-sync.results".retention.ms=86400000}. An empty value drops what
   * we would set.
   */
  Map<String, Map<String, @WithConverter(KeepEmpty.class) String>> config();

  /** Returns the topic under its configured name and with its configured settings. */
  default TopicSpec named(TopicSpec topic) {
    String name = names().getOrDefault(topic.name(), topic.name());
    Map<String, String> byName = config().getOrDefault(name, Map.of());
    return topic.with(config().getOrDefault(topic.name(), byName)).named(name);
  }

  /** An empty value means something here; by itself it would be an error. */
  final class KeepEmpty implements Converter<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String convert(String value) {
      return value.strip();
    }
  }
}
