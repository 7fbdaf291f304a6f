package io.m1bridge.systemtests.store;

import io.m1bridge.process.ProcessFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The changelogs of one application. */
final class Changelogs {

  private static final long POLL_MILLIS = 20;
  private static final Duration ABORTED_WITHIN = Duration.ofSeconds(60);

  private final Admin admin;
  private final Map<String, Object> connection;
  private final String applicationId;

  Changelogs(Admin admin, Map<String, Object> connection, String applicationId) {
    this.admin = admin;
    this.connection = connection;
    this.applicationId = applicationId;
  }

  /**
   * Waits until so many records stand in open transactions.
   *
   * @return false when the time was over first
   */
  boolean awaitUncommitted(long records, Duration most)
      throws ExecutionException, InterruptedException {
    long until = System.nanoTime() + most.toNanos();
    List<TopicPartition> partitions = partitions();
    while (uncommitted(partitions) < records) {
      if (System.nanoTime() > until) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return true;
  }

  /** Returns how many records stand in open transactions. */
  long uncommitted() throws ExecutionException, InterruptedException {
    return uncommitted(partitions());
  }

  private long uncommitted(List<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> stable = ends(partitions, IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> all = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
    return partitions.stream()
        .mapToLong(one -> Math.max(0, all.getOrDefault(one, 0L) - stable.getOrDefault(one, 0L)))
        .sum();
  }

  /** A dead process' transaction ends when its successor fences it, or by its time-out. */
  void awaitNothingOpen() throws ExecutionException, InterruptedException {
    long until = System.nanoTime() + ABORTED_WITHIN.toNanos();
    while (uncommitted() > 0) {
      if (System.nanoTime() > until) {
        throw new ProcessFailure("A transaction of " + applicationId + " stays open");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** Returns what a changelog's partition holds committed. */
  Contents committed(String changelog, int partition) {
    TopicPartition one = new TopicPartition(changelog, partition);
    Map<String, Object> config = new HashMap<>(connection);
    config.put("isolation.level", "read_committed");
    Contents contents = new Contents();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(one));
      consumer.seekToBeginning(List.of(one));
      long end = consumer.endOffsets(List.of(one)).getOrDefault(one, 0L);
      while (consumer.position(one) < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> contents.put(record.key(), record.value()));
      }
    }
    return contents;
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions, IsolationLevel level)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(one -> latest.put(one, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(latest, new ListOffsetsOptions(level))
        .all()
        .get()
        .forEach((one, result) -> ends.put(one, result.offset()));
    return ends;
  }

  private List<TopicPartition> partitions() throws ExecutionException, InterruptedException {
    List<String> names =
        admin.listTopics().names().get().stream()
            .filter(name -> name.startsWith(applicationId + "-") && name.endsWith("-changelog"))
            .toList();
    List<TopicPartition> partitions = new ArrayList<>();
    for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(one -> partitions.add(new TopicPartition(topic.name(), one.partition())));
    }
    return partitions;
  }
}
