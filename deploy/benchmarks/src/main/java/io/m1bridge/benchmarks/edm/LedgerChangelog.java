package io.m1bridge.benchmarks.edm;

import io.m1bridge.process.KafkaCluster;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The changelog of edm-event's ledger: what the ledger holds, and what Kafka keeps of it. */
final class LedgerChangelog {

  private static final String TOPIC = "edm-event-ledger-changelog";
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;

  LedgerChangelog(KafkaCluster kafka) {
    this.bootstrapServers = kafka.bootstrapServers();
  }

  /**
   * What the ledger holds.
   *
   * @param bytes of keys and values
   */
  record Content(long entries, long bytes) {}

  /** Reads all of it, as a restore does. */
  Content content() {
    Map<ByteBuffer, Integer> sizes = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(info -> new TopicPartition(TOPIC, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          ByteBuffer key = ByteBuffer.wrap(record.key());
          if (record.value() == null) {
            sizes.remove(key);
          } else {
            sizes.put(key, record.key().length + record.value().length);
          }
        }
      }
    }
    return new Content(sizes.size(), sizes.values().stream().mapToLong(size -> size).sum());
  }

  /** What it takes on the broker's disk, superseded records included, in bytes. */
  long bytesOnBroker() throws InterruptedException, ExecutionException {
    Map<String, Object> connection =
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(connection)) {
      List<Integer> brokers =
          admin.describeCluster().nodes().get().stream().map(node -> node.id()).toList();
      return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
          .flatMap(directories -> directories.values().stream())
          .flatMap(directory -> directory.replicaInfos().entrySet().stream())
          .filter(replica -> replica.getKey().topic().equals(TOPIC))
          .mapToLong(replica -> replica.getValue().size())
          .sum();
    }
  }
}
