package io.m1bridge.kafka.streams;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * Reads the counts that tell progress. Restored records are counted by a listener: Streams' own
 * metrics count batches.
 */
final class StreamsCounts implements StateRestoreListener {

  static final String THREADS = "stream-thread-metrics";

  private final AtomicLong restored = new AtomicLong();

  Progress.Counts read(Map<MetricName, ? extends Metric> metrics) {
    return new Progress.Counts(
        total(metrics, "commit-total"),
        total(metrics, "process-total"),
        total(metrics, "poll-total"),
        restored.get());
  }

  private static long total(Map<MetricName, ? extends Metric> metrics, String name) {
    return (long) ofThreads(metrics, name).sum();
  }

  /** What each stream thread measured under this name; NaN where it has nothing yet. */
  static DoubleStream ofThreads(Map<MetricName, ? extends Metric> metrics, String name) {
    return metrics.values().stream()
        .filter(
            metric ->
                metric.metricName().group().equals(THREADS)
                    && metric.metricName().name().equals(name))
        .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue());
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long start, long end) {}

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long end, long count) {
    restored.addAndGet(count);
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long total) {}
}
