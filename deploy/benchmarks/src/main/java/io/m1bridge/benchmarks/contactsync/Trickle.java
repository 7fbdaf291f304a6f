package io.m1bridge.benchmarks.contactsync;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.Topics;
import io.m1bridge.local.crm.Change;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.ProcessFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Sends changes at a steady rate and looks when each is applied, as a subscriber of the results
 * sees it: from the send until the committed result is here. One thread.
 */
final class Trickle implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(10);

  /** A call of unknown outcome holds its contacts back for more than a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Consumer<byte[], byte[]> results;
  private final ChangeFeed feed;

  /** Changes without a result: when they were sent, by their event ids. */
  private final Map<String, Long> sentAt = new HashMap<>();

  private Trickle(Consumer<byte[], byte[]> results, ChangeFeed feed) {
    this.results = results;
    this.feed = feed;
  }

  /** Reads results from now on. */
  static Trickle of(KafkaCluster kafka) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    Consumer<byte[], byte[]> results =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        results.partitionsFor(Topics.SYNC_RESULTS.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    results.assign(partitions);
    results.seekToEnd(partitions);
    partitions.forEach(results::position); // seekToEnd is carried out only when it is needed
    return new Trickle(results, ChangeFeed.to(kafka, Topics.CONTACT_CHANGES));
  }

  /**
   * Sends so many, and waits until all are applied.
   *
   * @param changes makes the change with a number, from 0; no two of the same contact
   * @return milliseconds from the send to the result, of each
   * @throws ProcessFailure if one ends in another way, or not in time
   */
  double[] run(IntFunction<Change> changes, int count, double perSecond) throws IOException {
    double[] latencies = new double[count];
    int sent = 0;
    int applied = 0;
    long begun = System.nanoTime();
    long deadline = begun + (long) (count / perSecond * 1e9) + PATIENCE.toNanos();
    while (applied < count) {
      for (; sent < count && System.nanoTime() - begun >= sent / perSecond * 1e9; sent++) {
        send(changes.apply(sent));
      }
      for (ConsumerRecord<byte[], byte[]> record : results.poll(POLL)) {
        JsonNode result = ContractJson.mapper().readTree(record.value());
        Long since = sentAt.remove(result.path("eventId").asText());
        if (since != null) {
          requireApplied(result);
          latencies[applied++] = (System.nanoTime() - since) / 1e6;
        }
      }
      if (System.nanoTime() > deadline) {
        throw new ProcessFailure(sentAt.size() + " changes have no result");
      }
    }
    return latencies;
  }

  private void send(Change change) {
    sentAt.put(change.eventId(), System.nanoTime());
    feed.send(change.toRecord());
  }

  private static void requireApplied(JsonNode result) {
    if (!result.path("outcome").asText().equals("applied")) {
      throw new ProcessFailure(
          "A change ended as %s: %s"
              .formatted(result.path("outcome").asText(), result.path("reason").asText()));
    }
  }

  @Override
  public void close() {
    feed.close();
    results.close();
  }
}
