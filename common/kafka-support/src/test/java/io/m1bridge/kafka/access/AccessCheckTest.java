package io.m1bridge.kafka.access;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class AccessCheckTest {

  /**
   * Taken for "all is granted", a slow broker once ended the report of a right that was missing.
   */
  @Test
  void shouldNotTakeSilenceForPermission() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      AccessCheck check =
          new AccessCheck(
              Map.of(
                  CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                  "127.0.0.1:" + silent.getLocalPort()),
              Duration.ofMillis(400));

      assertThatThrownBy(
              () -> check.missing(new AccessNeeds("g", Set.of("crm"), Set.of("results"), Set.of())))
          .isInstanceOf(KafkaException.class);
    }
  }
}
