package io.m1bridge.token.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/**
 * How replicas share the log; Kafka's address and the topics' names are settings of all services.
 */
@ConfigMapping(prefix = "m1bridge.token")
public interface LogSettings {

  /** The address at which other replicas reach this one. */
  @WithDefault("${M1BRIDGE_ADVERTISED_URL:http://127.0.0.1:${quarkus.http.port:8081}}")
  URI advertisedUrl();

  /** The consumer group of the replicas, and the beginning of their transactional ids. */
  @WithDefault("m1bridge-token-service")
  String group();

  /** After so long without a heartbeat a replica loses its accounts to another. */
  @WithDefault("6s")
  Duration sessionTimeout();

  /** How often the brokers are asked whether everything that the service does is still allowed. */
  @WithDefault("30s")
  Duration accessCheckEvery();

  /**
   * How often a small record makes Kafka close the segments of the state topic that are old enough,
   * so that erased secrets leave its disks although nothing else is written.
   */
  @WithDefault("10m")
  Duration erasureBeat();
}
