package io.m1bridge.token.log;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where the log is, and who this process is in it.
 *
 * @param connection Kafka client properties: {@code bootstrap.servers} and security
 * @param stateTopic compacted, {@code partitions} partitions
 * @param instance names this process
 */
public record LogPlace(
    Map<String, Object> connection,
    String stateTopic,
    String accountsTopic,
    String eventsTopic,
    int partitions,
    String instance,
    LogSettings settings) {
  public LogPlace {
    connection = Map.copyOf(connection);
  }

  String group() {
    return settings.group();
  }

  Duration sessionTimeout() {
    return settings.sessionTimeout();
  }

  URI address() {
    return settings.advertisedUrl();
  }
}
