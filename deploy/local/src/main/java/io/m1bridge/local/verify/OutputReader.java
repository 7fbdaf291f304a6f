package io.m1bridge.local.verify;

import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.EdmDeadLetter;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.contracts.MachineLikelihood;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.guarantee.OneTerminalResult;
import io.m1bridge.guarantee.PerContactOrder;
import io.m1bridge.local.simulator.EngagementRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the services publish, as any subscriber would: read_committed, every record from a
 * starting point on. Not thread-safe; {@link #poll} is called again and again by one thread.
 */
public final class OutputReader implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;
  private final Names names;
  private final String account;
  private final OneTerminalResult ledger;
  private final List<EngagementRow> engagement = new ArrayList<>();
  private final TablesCheck tables = new TablesCheck();
  private final PerContactOrder order = new PerContactOrder();

  /** Names of the topics. */
  public record Names(
      String results,
      String deadLetters,
      String engagement,
      String engagementDeadLetters,
      String campaignStats,
      String linkStats,
      String machines,
      String suppressions) {}

  /**
   * @param account only its engagement counts
   */
  public OutputReader(
      Consumer<byte[], byte[]> consumer, Names names, String account, OneTerminalResult ledger) {
    this.consumer = consumer;
    this.names = names;
    this.account = account;
    this.ledger = ledger;
  }

  /**
   * A reader of this cluster.
   *
   * @param starts where to begin; partitions that are not in it are not read
   */
  public static OutputReader of(
      String bootstrapServers,
      Map<TopicPartition, Long> starts,
      Names names,
      String account,
      OneTerminalResult ledger) {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(starts.keySet());
    starts.forEach(consumer::seek);
    return new OutputReader(consumer, names, account, ledger);
  }

  /** Reads what is there, waiting at most so long for the first record. */
  public void poll(Duration timeout) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
      read(record);
    }
  }

  /** What was published of the account's engagement so far; dead letters as unreadable rows. */
  public List<EngagementRow> engagement() {
    return engagement;
  }

  /** The derived tables of the account, beside the events read so far. */
  public TablesCheck tables() {
    return tables;
  }

  /** How often a change was carried out after a later one of its contact. */
  public int outOfOrder() {
    return order.violations().size();
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(names.results())) {
      readResult(record);
    } else if (record.topic().equals(names.deadLetters())) {
      ledger.deadLetter(record.headers());
    } else if (record.topic().equals(names.engagementDeadLetters())) {
      readEngagementDeadLetter(record);
    } else if (record.topic().equals(names.campaignStats())) {
      readStats(record);
    } else if (record.topic().equals(names.linkStats())) {
      readLinks(record);
    } else if (record.topic().equals(names.machines())) {
      readMachine(record);
    } else if (record.topic().equals(names.suppressions())) {
      readSuppression(record);
    } else {
      readEngagement(record);
    }
  }

  /** Of a {@link SyncResult}; its times alone took as long to read as all the rest. */
  private record End(
      String account,
      String contactKey,
      SyncResult.Coordinates source,
      SyncResult.Outcome outcome) {}

  private void readResult(ConsumerRecord<byte[], byte[]> record) {
    End result = json(record, End.class);
    ledger.result(result.source(), result.outcome());
    if (result.outcome() == SyncResult.Outcome.APPLIED) {
      SyncResult.Coordinates source = result.source();
      // The changes of a contact stand in one partition, in their order, unless they have no key.
      order.saw(
          result.account() + "/" + result.contactKey() + " " + source.partition(), source.offset());
    }
  }

  private void readEngagementDeadLetter(ConsumerRecord<byte[], byte[]> record) {
    EdmDeadLetter letter = json(record, EdmDeadLetter.class);
    if (letter.account().equals(account) && letter.campaignId() != null) {
      engagement.add(EngagementRow.unreadable(letter.campaignId()));
    }
  }

  private void readEngagement(ConsumerRecord<byte[], byte[]> record) {
    EngagementEvent event = json(record, EngagementEvent.class);
    if (event.account().equals(account)) {
      tables.event(key(record), event);
      EngagementEvent.Link link = event.link();
      engagement.add(
          new EngagementRow(
              event.campaignId(),
              event.raw().type(),
              event.recipient(),
              event.raw().eventdate(),
              text(event.ip()),
              link == null ? "" : text(link.url()),
              link == null ? "" : text(link.name()),
              text(event.mailingId())));
    }
  }

  private void readStats(ConsumerRecord<byte[], byte[]> record) {
    if (key(record).startsWith(account + "/")) {
      tables.stats(json(record, CampaignStats.class));
    }
  }

  private void readLinks(ConsumerRecord<byte[], byte[]> record) {
    if (key(record).startsWith(account + "/")) {
      tables.links(json(record, LinkStats.class));
    }
  }

  private void readMachine(ConsumerRecord<byte[], byte[]> record) {
    if (key(record).startsWith(account + "/")) {
      tables.machine(json(record, MachineLikelihood.class));
    }
  }

  private void readSuppression(ConsumerRecord<byte[], byte[]> record) {
    if (key(record).startsWith(account + "/")) {
      boolean lifted = record.value() == null;
      tables.suppression(key(record), lifted ? null : json(record, Suppression.class));
    }
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static <T> T json(ConsumerRecord<byte[], byte[]> record, Class<T> type) {
    try {
      return ContractJson.mapper().readValue(record.value(), type);
    } catch (IOException e) {
      throw new IllegalStateException("What was published is not readable: " + where(record), e);
    }
  }

  private static String where(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
