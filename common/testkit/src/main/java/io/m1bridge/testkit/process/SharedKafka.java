package io.m1bridge.testkit.process;

import io.m1bridge.process.KafkaCluster;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka per test JVM: a child of one node, started when first asked for, or the cluster of
 * {@code KAFKA_BOOTSTRAP_SERVERS}. Tests share it: give topics and groups names of their own where
 * two tests would meet.
 */
public final class SharedKafka {

  private static final Duration ANSWER = Duration.ofSeconds(20);

  private SharedKafka() {}

  /** Returns {@code host:port}. */
  public static String bootstrapServers() {
    @Nullable String configured = System.getenv(KafkaCluster.BOOTSTRAP_VARIABLE);
    if (configured != null && !configured.isBlank()) {
      KafkaCluster.external(configured).awaitReady(ANSWER);
      return configured;
    }
    return SharedProcesses.address(
        "kafka", processes -> KafkaCluster.start(processes, 1).bootstrapServers());
  }

  /** Returns client properties for it. */
  public static Map<String, Object> connection() {
    return Map.of("bootstrap.servers", bootstrapServers());
  }
}
