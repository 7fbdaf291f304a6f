package io.m1bridge.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class StreamsMetersTest {

  private final Map<MetricName, Metric> metrics = new HashMap<>();

  @Test
  void shouldCountEachPartitionOnceAndNothingThatIsRestored() {
    lag("crm.changes", "0", 5, "consumer");
    lag("crm_changes", "0", 5, "consumer");
    lag("crm.changes", "1", 7, "consumer");
    lag("crm_changes", "1", 7, "consumer");
    lag("intents", "1", 1, "consumer");
    lag("a-changelog", "0", 1_000, "restore-consumer");
    lag("crm.changes", "2", Double.NaN, "consumer");

    assertThat(StreamsMeters.lag(metrics)).isEqualTo(13);
  }

  @Test
  void shouldTellTheBusiestThreadAndTheLongestCommit() {
    thread("1", "process-ratio", 0.3);
    thread("1", "punctuate-ratio", 0.2);
    thread("1", "commit-ratio", 0.1);
    thread("1", "poll-ratio", 0.4);
    thread("1", "commit-latency-max", 250);
    thread("2", "process-ratio", 0.1);
    thread("2", "commit-latency-max", Double.NaN);

    assertThat(StreamsMeters.busy(metrics)).isCloseTo(0.6, within(1e-9));
    assertThat(StreamsMeters.longestCommit(metrics)).isEqualTo(0.25);
  }

  @Test
  void shouldSayNothingOfThreadsThatAreNotThere() {
    assertThat(StreamsMeters.busy(metrics)).isNaN();
    assertThat(StreamsMeters.longestCommit(metrics)).isNaN();
    assertThat(StreamsMeters.lag(metrics)).isZero();
  }

  private void lag(String topic, String partition, double value, String client) {
    metric(
        "consumer-fetch-manager-metrics",
        "records-lag",
        value,
        Map.of(
            "client-id", "app-StreamThread-1-" + client, "topic", topic, "partition", partition));
  }

  private void thread(String id, String name, double value) {
    metric("stream-thread-metrics", name, value, Map.of("thread-id", id));
  }

  private void metric(String group, String name, double value, Map<String, String> tags) {
    MetricName full = new MetricName(name, group, "", tags);
    metrics.put(
        full,
        new Metric() {
          @Override
          public MetricName metricName() {
            return full;
          }

          @Override
          public Object metricValue() {
            return value;
          }
        });
  }
}
