package io.m1bridge.token.log;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This replica's place in the group. The consumer reads nothing, the view does: it only holds
 * partitions. Stopping leaves the group, so that others take over at once.
 */
final class Membership implements Runnable, ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final LogPlace place;
  private final Listener listener;
  private final HeartbeatFreshness freshness;
  private final LongSupplier nanoTime;
  private final Retries retries = new Retries();
  private final StopSignal signal = new StopSignal();
  private final LoopWatch watch;

  /** Told by the membership's thread; must be quick. */
  interface Listener {
    void assigned(List<Integer> partitions);

    void revoked(List<Integer> partitions);

    /** After every poll, some ten times a second. */
    void polled();
  }

  Membership(LogPlace place, Listener listener, LongSupplier nanoTime) {
    this.place = place;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.freshness = new HeartbeatFreshness(place.sessionTimeout());
    this.watch = new LoopWatch(nanoTime);
  }

  /** Whether it still polls. */
  boolean isTurning() {
    return watch.isTurning();
  }

  boolean isFresh() {
    return freshness.isFresh(nanoTime.getAsLong());
  }

  void stop() {
    signal.stop();
  }

  @Override
  public void run() {
    while (!signal.isStopped()) {
      watch.turned();
      try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config())) {
        consumer.subscribe(List.of(place.stateTopic()), this);
        while (!signal.isStopped()) {
          poll(consumer);
        }
      } catch (KafkaException e) {
        freshness.lost();
        if (retries.isNews(e)) {
          LogLine.warn(LOG)
              .with(LogKey.GROUP, place.group())
              .because(e)
              .say("The membership broke and begins anew");
        }
        signal.pause(Retries.pause(e));
      }
    }
  }

  private void poll(KafkaConsumer<byte[], byte[]> consumer) {
    watch.turned();
    consumer.poll(POLL);
    consumer.pause(consumer.assignment());
    double total = 0;
    double slowest = 0;
    for (Map.Entry<?, ? extends Metric> metric : consumer.metrics().entrySet()) {
      String name = metric.getValue().metricName().name();
      if (name.equals("heartbeat-total")) {
        total = number(metric.getValue());
      } else if (name.equals("heartbeat-response-time-max")) {
        slowest = number(metric.getValue());
      }
    }
    freshness.sample(total, (long) (slowest * 1e6), nanoTime.getAsLong());
    if (isFresh()) {
      retries.worked();
    }
    listener.polled();
  }

  private static double number(Metric metric) {
    return metric.metricValue() instanceof Number n && !Double.isNaN(n.doubleValue())
        ? n.doubleValue()
        : 0;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    listener.assigned(numbers(partitions));
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    listener.revoked(numbers(partitions));
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    freshness.lost();
    listener.revoked(numbers(partitions));
  }

  private static List<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).sorted().toList();
  }

  private Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>(place.connection());
    int session = (int) place.sessionTimeout().toMillis();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, place.group());
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
    // Members learn of a rebalance by their next heartbeat: this is most of an orderly take-over.
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / 12);
    config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Math.max(10_000, 2 * session));
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, place.group() + "-" + place.instance());
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.keySet().retainAll(ConsumerConfig.configNames());
    return config;
  }
}
