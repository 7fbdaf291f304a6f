package io.m1bridge.edm.stream;

import com.fasterxml.jackson.databind.ObjectReader;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.edm.poll.LedgerRefill.Published;
import io.m1bridge.edm.stream.HistoryReading.Begin;
import io.m1bridge.edm.stream.HistoryReading.End;
import io.m1bridge.edm.stream.HistoryReading.Rows;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reading of {@code edm.engagement} and {@code edm.dead-letters} from beginning to end. The end
 * is that of open transactions too: what a process was committing when it died must not be missed,
 * so it waits until the brokers have decided over them.
 */
final class HistoryPass implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HistoryPass.class);
  private static final ObjectReader DESCRIPTORS =
      ContractJson.mapper().readerFor(AccountDescriptor.class);
  private static final Duration POLL = Duration.ofMillis(500);

  /** Some records take seconds. */
  private static final long LONG = 100_000;

  /** Rows that are handed over at once. */
  private static final int ROWS = 1_000;

  private final EdmTopics topics;
  private final PublishedRecords published;
  private final Consumer<String, byte[]> committed;
  private final Consumer<String, byte[]> uncommitted;
  private final Map<String, AccountDescriptor> accounts = new HashMap<>();
  private final Map<Integer, List<Published>> buffers = new HashMap<>();
  private List<HistoryReading> readings = List.of();

  /**
   * @param consumers by isolation level
   */
  HistoryPass(Function<String, Consumer<String, byte[]>> consumers, EdmTopics topics) {
    this.topics = topics;
    this.published = new PublishedRecords(topics.deadLetters().name());
    this.committed = consumers.apply("read_committed");
    this.uncommitted = consumers.apply("read_uncommitted");
  }

  /**
   * @param connection Kafka client properties
   */
  static Function<String, Consumer<String, byte[]>> consumers(Map<String, Object> connection) {
    Map<String, Object> copy = Map.copyOf(connection);
    return isolation -> consumer(copy, isolation);
  }

  private static Consumer<String, byte[]> consumer(
      Map<String, Object> connection, String isolation) {
    return new KafkaConsumer<>(
        config(connection, isolation), new StringDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Where records are deleted while they are read, the reading fails and begins anew: a consumer
   * that went on at the end would have a history with a hole taken for a whole one.
   */
  static Map<String, Object> config(Map<String, Object> connection, String isolation) {
    Map<String, Object> config = new HashMap<>(connection);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return config;
  }

  /** The accounts as they are now: events do not tell the incarnation. */
  void readAccounts() {
    Map<TopicPartition, Long> ends = ends(topics.accounts());
    begin(ends.keySet());
    while (!reached(ends)) {
      committed.poll(POLL).forEach(this::account);
    }
  }

  /** Whether it takes a while. */
  boolean isLong() {
    return records(ends(topics.engagement())) > LONG;
  }

  private static long records(Map<TopicPartition, Long> ends) {
    return ends.values().stream().mapToLong(offset -> offset).sum();
  }

  private void account(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null) {
      return;
    }
    accounts.remove(record.key());
    if (record.value() != null) {
      try {
        AccountDescriptor descriptor = DESCRIPTORS.readValue(record.value());
        if (descriptor != null
            && descriptor.state() != null
            && record.key().equals(descriptor.account())) {
          accounts.put(record.key(), descriptor);
        }
      } catch (IOException e) {
        LOG.warn("An account descriptor cannot be read: its account counts as a new one");
      }
    }
  }

  /** Hands all of it to those whose accounts it is about. */
  void read(List<HistoryReading> wanted) throws InterruptedException {
    readings = wanted;
    for (HistoryReading reading : readings) {
      reading.put(new Begin(accountsOf(reading.partition())));
    }
    Map<TopicPartition, Long> ends = ends(topics.engagement(), topics.deadLetters());
    begin(ends.keySet());
    long read = 0;
    while (!reached(ends)) {
      if (readings.stream().allMatch(HistoryReading::isClosed)) {
        return; // Their tasks are gone.
      }
      for (ConsumerRecord<String, byte[]> record : committed.poll(POLL)) {
        read++;
        Optional<Published> row = published.read(record);
        if (row.isPresent()) {
          take(row.get());
        }
      }
      tell(ends);
    }
    for (HistoryReading reading : readings) {
      flush(reading.partition());
      reading.put(new End());
    }
    if (read > 0) {
      LogLine.info(LOG)
          .with(LogKey.COUNT, read)
          .say("Ledgers were refilled from all that had been published");
    }
  }

  private Map<String, AccountDescriptor> accountsOf(int partition) {
    return accounts.values().stream()
        .filter(account -> partitionOf(account.account()) == partition)
        .collect(Collectors.toMap(AccountDescriptor::account, account -> account));
  }

  private int partitionOf(String account) {
    return AccountPartitioner.partition(account, topics.accounts().partitions());
  }

  private void take(Published row) throws InterruptedException {
    int partition = partitionOf(row.account());
    List<Published> buffer = buffers.computeIfAbsent(partition, key -> new ArrayList<>());
    buffer.add(row);
    if (buffer.size() >= ROWS) {
      flush(partition);
    }
  }

  private void flush(int partition) throws InterruptedException {
    List<Published> rows = buffers.getOrDefault(partition, List.of());
    buffers.remove(partition);
    for (HistoryReading reading : readings) {
      if (reading.partition() == partition && !rows.isEmpty()) {
        reading.put(new Rows(rows));
      }
    }
  }

  private void tell(Map<TopicPartition, Long> ends) {
    long end = records(ends);
    long at = ends.keySet().stream().mapToLong(committed::position).sum();
    String text = String.format(Locale.ROOT, "%,d of %,d records read", Math.min(at, end), end);
    readings.forEach(reading -> reading.progress(text));
  }

  private void begin(Set<TopicPartition> partitions) {
    committed.assign(partitions);
    committed.seekToBeginning(partitions);
  }

  private Map<TopicPartition, Long> ends(TopicSpec... of) {
    return uncommitted.endOffsets(
        Stream.of(of).flatMap(topic -> partitions(topic).stream()).collect(Collectors.toSet()));
  }

  /**
   * All of them. A broker that does not know the topic yet answers with none: to take that for an
   * empty history would publish everything a second time.
   *
   * @throws UnknownTopicOrPartitionException if there are too few
   */
  private List<TopicPartition> partitions(TopicSpec topic) {
    List<TopicPartition> known =
        uncommitted.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (known.size() < topic.partitions()) {
      throw new UnknownTopicOrPartitionException(
          "The broker knows %d of %d partitions of %s"
              .formatted(known.size(), topic.partitions(), topic.name()));
    }
    return known;
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> committed.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    committed.close();
    uncommitted.close();
  }
}
