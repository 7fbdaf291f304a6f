package io.m1bridge.kafka.topic;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

class StreamsClientsTest {

  /** Streams tells its admin of each metric of its own, and logs an error where that throws. */
  @Test
  void shouldTakeTheMetricsThatStreamsOffers() {
    Measurable none = (config, now) -> 0;
    KafkaMetric metric =
        new KafkaMetric(
            new Object(),
            new MetricName("alive-stream-threads", "stream-metrics", "", Map.of()),
            none,
            new MetricConfig(),
            Time.SYSTEM);
    Map<String, Object> nobody = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    Admin admin = new StreamsClients(TestTopics.settings(Map.of())).getAdmin(nobody);

    assertThatCode(
            () -> {
              admin.registerMetricForSubscription(metric);
              admin.unregisterMetricFromSubscription(metric);
            })
        .doesNotThrowAnyException();
    admin.close(Duration.ZERO);
  }
}
