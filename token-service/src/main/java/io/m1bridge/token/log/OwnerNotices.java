package io.m1bridge.token.log;

import io.m1bridge.kafka.access.Login;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other replicas, by a record in the partition itself, who owns it and where that is. The
 * record is not fenced: a former owner that was slow may write its own after the new one's. So an
 * owner that reads someone else's says it again.
 */
final class OwnerNotices implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OwnerNotices.class);

  /** Longer than a record takes to come back. */
  private static final Duration REPEAT_AFTER = Duration.ofSeconds(2);

  private final LogPlace place;
  private final StateView view;
  private final LongSupplier nanoTime;
  private final Map<Integer, Long> saidAt = new ConcurrentHashMap<>();
  private final RenewedProducer producer;

  OwnerNotices(LogPlace place, StateView view, LongSupplier nanoTime) {
    this.place = place;
    this.view = view;
    this.nanoTime = nanoTime;
    Map<String, Object> config = PartitionWriter.plainProducer(place);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, place.group() + "-address-" + place.instance());
    this.producer = RenewedProducer.of(config);
  }

  void announce(Collection<Integer> partitions) {
    long now = nanoTime.getAsLong();
    partitions.forEach(p -> saidAt.put(p, now));
    // Not on the membership's thread: a slow broker must not keep it from polling.
    CompletableFuture.runAsync(() -> send(partitions));
  }

  /**
   * Says it again where the log says otherwise.
   *
   * @param owned the partitions of this replica
   */
  void correct(Collection<Integer> owned) {
    long now = nanoTime.getAsLong();
    List<Integer> wrong =
        owned.stream()
            .filter(p -> !view.owner(p).map(PartitionOwner::instance).equals(self()))
            .filter(p -> now - saidAt.getOrDefault(p, 0L) > REPEAT_AFTER.toNanos())
            .toList();
    if (!wrong.isEmpty()) {
      LogLine.info(LOG)
          .with(LogKey.PARTITIONS, wrong)
          .say("The log names another owner: corrected");
      announce(wrong);
    }
  }

  private Optional<String> self() {
    return Optional.of(place.instance());
  }

  private void send(Collection<Integer> partitions) {
    byte[] owner = view.encode(new PartitionOwner(place.instance(), place.address()));
    for (int p : partitions) {
      send(p, StateView.ownerKey(p), owner, "The owner of a partition is not announced yet");
    }
  }

  /**
   * Writes a no-op record that makes Kafka roll the segment, see {@link FencedLog#rollSegments}.
   */
  void rollSegments(Collection<Integer> partitions) {
    for (int p : partitions) {
      send(
          p,
          StateView.beatKey(p),
          new byte[0],
          "A partition got no marker, erased secrets stay longer");
    }
  }

  private void send(int partition, String key, byte[] value, String orElse) {
    producer.send(
        new ProducerRecord<>(place.stateTopic(), partition, key, value),
        failure -> {
          if (!Login.isRefused(failure)) {
            LogLine.warn(LOG).with(LogKey.PARTITION, partition).because(failure).say(orElse);
          }
        });
  }

  @Override
  public void close() {
    producer.close();
  }
}
