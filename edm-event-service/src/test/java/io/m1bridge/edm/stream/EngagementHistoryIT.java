package io.m1bridge.edm.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.EdmDeadLetter;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.contracts.Topics;
import io.m1bridge.edm.poll.LedgerRefill.Published;
import io.m1bridge.testkit.process.KafkaExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is read of a real Kafka's topics: all that is committed in the end, for whom it concerns.
 */
class EngagementHistoryIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final EdmTopics TOPICS = EdmTopics.named(topic -> topic);
  private static final Duration WITHIN = Duration.ofSeconds(60);

  /** None of those whose history is read. */
  private static final String NOBODY = "kcat";

  private static final int DEMO = AccountPartitioner.partition("demo", Topics.PARTITIONS);
  private static final int OTHER = AccountPartitioner.partition("other", Topics.PARTITIONS);

  @BeforeAll
  static void topics() throws Exception {
    try (Admin admin = Admin.create(KAFKA.connection())) {
      admin
          .createTopics(
              List.of(TOPICS.accounts(), TOPICS.engagement(), TOPICS.deadLetters()).stream()
                  .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                  .toList())
          .all()
          .get();
    }
  }

  @Test
  void shouldReadAllThatIsCommittedInTheEnd() throws Exception {
    assertThat(OTHER).isNotEqualTo(DEMO);
    try (KafkaProducer<String, byte[]> done = producer("done");
        KafkaProducer<String, byte[]> open = producer("open")) {
      done.beginTransaction();
      done.send(account("demo", 3)).get();
      done.send(event("demo", 1)).get();
      done.send(event("other", 2)).get();
      done.send(letter("demo", 3)).get();
      done.send(new ProducerRecord<>(TOPICS.engagement().name(), "no", new byte[] {1})).get();
      done.commitTransaction();
      done.beginTransaction();
      done.send(event("demo", 4)).get();
      done.abortTransaction();
      open.beginTransaction();
      open.send(event("demo", 5)).get();

      EngagementHistory history = new EngagementHistory(KAFKA.connection(), TOPICS);
      Collected demo = new Collected(history.read(DEMO));
      Collected other = new Collected(history.read(OTHER));
      await()
          .atMost(WITHIN)
          .untilAsserted(() -> assertThat(demo.reading.progress()).matches("[1-9].* records read"));
      assertThat(demo.advance()).as("a transaction is open").isFalse();

      open.commitTransaction();
      await().atMost(WITHIN).until(() -> demo.advance() && other.advance());
      assertThat(demo.rows).containsExactlyInAnyOrder(1L, 3L, 5L);
      assertThat(other.rows).containsExactly(2L);
      assertThat(demo.accounts).containsOnlyKeys("demo");
      assertThat(demo.accounts.get("demo").incarnation()).isEqualTo(3);
    }
  }

  @Test
  void shouldBeReadByTheKcatOfTheDocs(@TempDir Path directory) throws Exception {
    KcatOfTheDocs.skipUnlessThere();
    assertThat(AccountPartitioner.partition(NOBODY, Topics.PARTITIONS)).isNotIn(DEMO, OTHER);
    String servers = KAFKA.cluster().bootstrapServers();
    Path news = directory.resolve("news");
    Path all = directory.resolve("all");
    Process follow = KcatOfTheDocs.follow(servers, news);
    try (KafkaProducer<String, byte[]> producer = producer("kcat")) {
      // It says nothing when it begins to follow.
      await()
          .atMost(WITHIN)
          .until(
              () -> {
                sent(producer, 11, true);
                return Files.readString(news).contains("{\"action\":\"opened\",\"campaignId\":7,");
              });
      sent(producer, 12, false);
    } finally {
      KcatOfTheDocs.end(follow);
    }

    Process history = KcatOfTheDocs.history(servers, all);
    assertThat(history.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
    assertThat(history.exitValue()).isZero();
    assertThat(Files.readAllLines(all))
        .anyMatch(
            line ->
                line.startsWith("test11@example.com ce_id=")
                    && line.contains("\"recipient\":\"test11@example.com\""))
        .noneMatch(line -> line.contains("test12@"));
  }

  private static void sent(KafkaProducer<String, byte[]> producer, long number, boolean isCommitted)
      throws Exception {
    producer.beginTransaction();
    producer.send(event(NOBODY, number)).get();
    if (isCommitted) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  /** A task that takes what it is given. */
  private static final class Collected {
    final HistoryReading reading;
    final List<Long> rows = new ArrayList<>();
    Map<String, AccountDescriptor> accounts = Map.of();
    private boolean ended;

    Collected(HistoryReading reading) {
      this.reading = reading;
    }

    boolean advance() {
      for (HistoryReading.Part part = reading.poll(); part != null; part = reading.poll()) {
        if (part instanceof HistoryReading.Begin begin) {
          accounts = begin.accounts();
        } else if (part instanceof HistoryReading.Rows some) {
          some.rows().stream().map(Published::row).map(RowFingerprint::low).forEach(rows::add);
        } else {
          ended = true;
        }
      }
      return ended;
    }
  }

  private static KafkaProducer<String, byte[]> producer(String id) {
    Map<String, Object> config = new HashMap<>(KAFKA.connection());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
    KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  private static ProducerRecord<String, byte[]> account(String id, int incarnation)
      throws Exception {
    return record(
        TOPICS.accounts().name(),
        id,
        null,
        new AccountDescriptor(
            id,
            "gold",
            1000,
            AccountDescriptor.State.AUTHORIZED,
            incarnation,
            null,
            Instant.EPOCH));
  }

  private static ProducerRecord<String, byte[]> event(String account, long number)
      throws Exception {
    return record(
        TOPICS.engagement().name(),
        "test" + number + "@example.com",
        number,
        new EngagementEvent(
            account,
            7,
            null,
            null,
            "test" + number + "@example.com",
            Action.OPENED,
            Instant.EPOCH,
            null,
            null,
            null,
            null,
            null,
            new EngagementEvent.Raw("open", ""),
            false,
            null));
  }

  private static ProducerRecord<String, byte[]> letter(String account, long number)
      throws Exception {
    return record(
        TOPICS.deadLetters().name(),
        account + "/7",
        number,
        new EdmDeadLetter(account, 7L, "unreadable-row", "null", "none", "null"));
  }

  private static ProducerRecord<String, byte[]> record(
      String topic, String key, @Nullable Long number, Object value) throws Exception {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, key, ContractJson.mapper().writeValueAsBytes(value));
    if (number != null) {
      String id = EngagementIds.id(new RowFingerprint(0, number), 1);
      record.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
    }
    return record;
  }
}
