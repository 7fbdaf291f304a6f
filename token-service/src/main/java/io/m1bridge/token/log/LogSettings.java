package io.m1bridge.token.log;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * How the log is reached.
 *
 * @param connection Kafka client properties: {@code bootstrap.servers} and security
 * @param stateTopic compacted, {@code partitions} partitions
 * @param group of the replicas; also the beginning of their transactional ids
 * @param sessionTimeout after which a replica that is silent loses its partitions
 * @param instance names this process
 * @param address where other replicas reach this one
 */
public record LogSettings(
    Map<String, Object> connection,
    String stateTopic,
    String accountsTopic,
    String eventsTopic,
    int partitions,
    String group,
    Duration sessionTimeout,
    String instance,
    URI address) {
  public LogSettings {
    connection = Map.copyOf(connection);
  }
}
