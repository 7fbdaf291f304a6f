package io.m1bridge.token.log;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all partitions, committed records only, into the view; one thread, one consumer. */
final class ViewReader implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ViewReader.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int API_TIMEOUT_MS = 8_000;

  private final LogPlace place;
  private final StateView view;
  private final ConcurrentLinkedQueue<Target> asked = new ConcurrentLinkedQueue<>();
  private final List<Target> targets = new ArrayList<>();
  private final CountDownLatch loaded = new CountDownLatch(1);
  private final Retries retries = new Retries();
  private final StopSignal signal = new StopSignal();
  private final LoopWatch watch;

  ViewReader(LogPlace place, StateView view, LongSupplier nanoTime) {
    this.place = place;
    this.view = view;
    this.watch = new LoopWatch(nanoTime);
  }

  /** Whether it still looks for what is new. */
  boolean isTurning() {
    return watch.isTurning();
  }

  /** Completes once everything committed before this call is in the view. */
  CompletableFuture<Void> readToEnd(Collection<Integer> partitions) {
    Target target = new Target(Set.copyOf(partitions), new CompletableFuture<>());
    asked.add(target);
    return target.done;
  }

  boolean isLoaded() {
    return loaded.getCount() == 0;
  }

  void stop() {
    signal.stop();
  }

  @Override
  public void run() {
    while (!signal.isStopped()) {
      watch.turned();
      try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config())) {
        List<TopicPartition> all =
            IntStream.range(0, place.partitions())
                .mapToObj(p -> new TopicPartition(place.stateTopic(), p))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        readToEnd(IntStream.range(0, place.partitions()).boxed().toList()).thenRun(this::loaded);
        read(consumer);
      } catch (KafkaException e) {
        // The view stays as it is; a new consumer reads everything again, which changes nothing.
        if (retries.isNews(e)) {
          LogLine.warn(LOG)
              .with(LogKey.TOPIC, place.stateTopic())
              .because(e)
              .say("Reading failed and starts again");
        }
        signal.pause(Retries.pause(e));
      }
    }
  }

  private void loaded() {
    view.reportDamage();
    loaded.countDown();
  }

  private void read(KafkaConsumer<String, byte[]> consumer) {
    while (!signal.isStopped()) {
      watch.turned();
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        view.apply(record.partition(), record.offset(), record.key(), record.value());
      }
      Target next;
      while ((next = asked.peek()) != null) {
        // Taken out only afterwards: where this fails, the next consumer begins it.
        next.begin(consumer, place.stateTopic());
        targets.add(next);
        asked.remove(next);
      }
      if (targets.removeIf(target -> target.isReached(consumer))) {
        retries.worked();
      }
    }
  }

  private Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>(place.connection());
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // The default, a minute, would hold up everyone who waits for the end of the log.
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS / 2);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, place.group() + "-view-" + place.instance());
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.keySet().retainAll(ConsumerConfig.configNames());
    return config;
  }

  private static final class Target {
    private final Set<Integer> partitions;
    private final CompletableFuture<Void> done;
    private Map<TopicPartition, Long> ends = Map.of();

    Target(Set<Integer> partitions, CompletableFuture<Void> done) {
      this.partitions = partitions;
      this.done = done;
    }

    void begin(KafkaConsumer<String, byte[]> consumer, String topic) {
      ends =
          consumer.endOffsets(
              partitions.stream()
                  .map(p -> new TopicPartition(topic, p))
                  .collect(Collectors.toSet()));
    }

    boolean isReached(KafkaConsumer<String, byte[]> consumer) {
      boolean reached =
          ends.entrySet().stream()
              .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
      if (reached) {
        done.complete(null);
      }
      return reached;
    }
  }
}
