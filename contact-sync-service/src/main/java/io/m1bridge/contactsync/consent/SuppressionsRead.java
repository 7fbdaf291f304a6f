package io.m1bridge.contactsync.consent;

import io.m1bridge.kafka.access.Denied;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a task has read the suppressions that stood in their topic when this process started.
 * Nobody is added before: Streams goes on with changes while it fetches more suppressions, and with
 * 200,000 of them people who had unsubscribed were added at a first start. Asks for the group's
 * committed offsets until all partitions are read. Thread-safe.
 *
 * <p>Why: {@code docs/rationale.md#nobody-is-added-before-the-suppressions-are-read}.
 */
public final class SuppressionsRead implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SuppressionsRead.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

  private final Map<String, Object> connection;
  private final Denied denied;
  private final String group;
  private final String topic;
  private final int partitions;
  private final LastRecords lastRecords;
  private @Nullable Thread watch;

  /** Up to where partitions have to be read, until they are; null: not known yet. */
  private volatile @Nullable Map<TopicPartition, Long> unread;

  /**
   * @param connection Kafka client properties
   * @param group the consumer group of the tasks: their application id
   * @param topic of suppressions, as configured
   * @param partitions of the topic
   */
  public SuppressionsRead(
      Map<String, Object> connection, String group, String topic, int partitions) {
    Map<String, Object> admin = new HashMap<>(connection);
    admin.keySet().retainAll(AdminClientConfig.configNames());
    this.connection = admin;
    this.denied = Denied.of(connection);
    this.group = group;
    this.topic = topic;
    this.partitions = partitions;
    this.lastRecords = new LastRecords(connection);
  }

  /** Whether the task with this number has read them. */
  public boolean test(int partition) {
    @Nullable Map<TopicPartition, Long> now = unread;
    return now != null && !now.containsKey(new TopicPartition(topic, partition));
  }

  /**
   * Asks where the topic ends now, and returns when Kafka has told; from then on a thread looks how
   * far the tasks are. May be called again, where the application starts again.
   *
   * @param problem is told what keeps Kafka from telling
   */
  public void await(Consumer<String> problem) throws InterruptedException {
    String told = "";
    while (unread == null) {
      try (Admin admin = Admin.create(connection)) {
        unread = lastRecords.behind(committed(admin), ends(admin));
      } catch (ExecutionException | KafkaException e) {
        String cause = why(e);
        if (!cause.equals(told)) {
          LogLine.warn(LOG)
              .with(LogKey.TOPIC, topic)
              .because(e)
              .say("Where a topic ends is not known");
          problem.accept("Kafka does not tell where " + topic + " ends: " + cause);
          told = cause;
        }
        Thread.sleep(AGAIN_AFTER.toMillis());
      }
    }
    startWatching();
  }

  private synchronized void startWatching() {
    int partitionsLeft = known().size();
    if (partitionsLeft == 0 || (watch != null && watch.isAlive())) {
      return;
    }
    LogLine.info(LOG)
        .with(LogKey.TOPIC, topic)
        .with(LogKey.COUNT, partitionsLeft)
        .say("Nobody is added before the suppressions of so many partitions are read");
    watch = new Thread(this::watch, "suppressions-read");
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    try {
      while (!known().isEmpty()) {
        look();
      }
      LogLine.info(LOG).with(LogKey.TOPIC, topic).say("The suppressions are read");
    } catch (InterruptedException e) {
      LOG.debug("Stopped before the suppressions were read");
    }
  }

  private Map<TopicPartition, Long> known() {
    return Optional.ofNullable(unread).orElseThrow();
  }

  /** Looks until all is read, or Kafka does not answer. */
  private void look() throws InterruptedException {
    try (Admin admin = Admin.create(connection)) {
      while (!known().isEmpty()) {
        Thread.sleep(LOOK_EVERY.toMillis());
        unread = unread(known(), committed(admin));
      }
    } catch (ExecutionException | KafkaException e) {
      LogLine.debug(LOG).because(e).say("Kafka does not tell how far the suppressions are read");
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  private Map<TopicPartition, Long> ends(Admin admin)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    IntStream.range(0, partitions)
        .forEach(i -> asked.put(new TopicPartition(topic, i), OffsetSpec.latest()));
    // What an open transaction holds back is not read by anybody yet.
    ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(asked, committed)
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static Map<TopicPartition, Long> unread(
      Map<TopicPartition, Long> targets, Map<TopicPartition, Long> committed) {
    return targets.entrySet().stream()
        .filter(target -> committed.getOrDefault(target.getKey(), 0L) < target.getValue())
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Map<TopicPartition, Long> committed(Admin admin)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach(
            (partition, read) -> {
              if (read != null) { // Kafka's word for none.
                offsets.put(partition, read.offset());
              }
            });
    return offsets;
  }

  private String why(Exception failure) {
    Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
    if (cause instanceof GroupAuthorizationException) {
      return denied.group("Read", group);
    }
    return cause instanceof TopicAuthorizationException
        ? denied.topic("Read", topic)
        : cause.getClass().getSimpleName();
  }

  @Override
  public synchronized void close() {
    if (watch != null) {
      watch.interrupt();
    }
  }
}
