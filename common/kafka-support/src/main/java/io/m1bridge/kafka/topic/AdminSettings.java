package io.m1bridge.kafka.topic;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Of an Admin client that somebody waits for. */
final class AdminSettings {

  static final int ANSWER_WITHIN_MS = 10_000;

  private AdminSettings() {}

  /**
   * @param connection Kafka client properties; other clients' settings are left out, for they would
   *     be warned about as unknown
   */
  static Map<String, Object> of(Map<String, Object> connection) {
    Map<String, Object> config = new HashMap<>(connection);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS / 2);
    config.keySet().retainAll(AdminClientConfig.configNames());
    return config;
  }
}
