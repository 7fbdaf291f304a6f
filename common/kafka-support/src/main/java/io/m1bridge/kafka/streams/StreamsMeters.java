package io.m1bridge.kafka.streams;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/**
 * What an operator wants of what Kafka's clients and Streams measure: how much is not read yet, how
 * busy the stream threads are, and how long a commit takes.
 *
 * <p>Not by Micrometer's binder: it shows some 2,000 meters for a process, under names that are new
 * at each start, and a topic with a dot twice (KIP-1109).
 */
public final class StreamsMeters {

  private static final String FETCH = "consumer-fetch-manager-metrics";
  private static final List<String> WORK =
      List.of("process-ratio", "punctuate-ratio", "commit-ratio");
  private static final double MILLIS = 1_000;

  private StreamsMeters() {}

  /**
   * Registers them; they say nothing before the application has been started.
   *
   * @param application tells apart several of one process
   */
  public static void register(
      MeterRegistry registry, String application, StreamsLifecycle lifecycle) {
    Gauge.builder("m1bridge.streams.lag", lifecycle, made -> read(made, StreamsMeters::lag))
        .baseUnit("records")
        .description("Records of the topics it reads that are not read yet")
        .tag("streams", application)
        .register(registry);
    Gauge.builder("m1bridge.streams.busy", lifecycle, made -> read(made, StreamsMeters::busy))
        .description("Share of the last window that the busiest stream thread was at work")
        .tag("streams", application)
        .register(registry);
    Gauge.builder(
            "m1bridge.streams.commit.longest",
            lifecycle,
            made -> read(made, StreamsMeters::longestCommit))
        .baseUnit("seconds")
        .description("The longest commit of the last window")
        .tag("streams", application)
        .register(registry);
  }

  private static double read(
      StreamsLifecycle lifecycle, ToDoubleFunction<Map<MetricName, ? extends Metric>> value) {
    return lifecycle
        .streams()
        .map(KafkaStreams::metrics)
        .map(value::applyAsDouble)
        .orElse(Double.NaN);
  }

  /** A topic with a dot has a second metric, with underscores, of the same value. */
  static double lag(Map<MetricName, ? extends Metric> metrics) {
    Map<String, Double> byPartition = new HashMap<>();
    metrics.forEach(
        (name, metric) -> {
          String client = name.tags().getOrDefault("client-id", "");
          if (name.group().equals(FETCH)
              && name.name().equals("records-lag")
              && !client.endsWith("-restore-consumer")) {
            String topic = name.tags().getOrDefault("topic", "").replace('.', '_');
            byPartition.put(topic + "-" + name.tags().get("partition"), number(metric));
          }
        });
    return byPartition.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  static double busy(Map<MetricName, ? extends Metric> metrics) {
    Map<String, Double> byThread = new HashMap<>();
    metrics.forEach(
        (name, metric) -> {
          if (name.group().equals(StreamsCounts.THREADS) && WORK.contains(name.name())) {
            byThread.merge(name.tags().getOrDefault("thread-id", ""), number(metric), Double::sum);
          }
        });
    return most(byThread.values().stream().mapToDouble(Double::doubleValue));
  }

  static double longestCommit(Map<MetricName, ? extends Metric> metrics) {
    DoubleStream commits = StreamsCounts.ofThreads(metrics, "commit-latency-max");
    return most(commits.map(StreamsMeters::orNothing)) / MILLIS;
  }

  private static double most(DoubleStream values) {
    return values.max().orElse(Double.NaN);
  }

  private static double number(Metric metric) {
    return orNothing(((Number) metric.metricValue()).doubleValue());
  }

  /** What was not measured yet counts nothing. */
  private static double orNothing(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
