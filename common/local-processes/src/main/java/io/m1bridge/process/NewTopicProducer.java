package io.m1bridge.process;

import java.util.HashMap;
import java.util.Map;

/**
 * A producer whose topic may be a moment old. With several requests under way, brokers before the
 * fix of KAFKA-15591 can refuse a partition's first batch, take the second one and then never take
 * the first: its records are lost.
 *
 * <p>Why: {@code docs/rationale.md#a-new-topic-gets-one-request-at-a-time-kafka-15591}.
 */
public final class NewTopicProducer {

  private NewTopicProducer() {}

  /**
   * Returns these settings of a producer, with one request at a time.
   *
   * @param settings by Kafka's names
   */
  public static Map<String, Object> config(Map<String, Object> settings) {
    Map<String, Object> config = new HashMap<>(settings);
    config.put("max.in.flight.requests.per.connection", 1);
    return config;
  }
}
