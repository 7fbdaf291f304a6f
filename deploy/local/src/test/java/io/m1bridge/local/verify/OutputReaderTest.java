package io.m1bridge.local.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.guarantee.OneTerminalResult;
import io.m1bridge.local.simulator.EngagementRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutputReaderTest {
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final OneTerminalResult ledger = new OneTerminalResult();
  private final OutputReader reader =
      new OutputReader(
          consumer,
          new OutputReader.Names(
              "results", "dead", "edm", "edm-dead", "stats", "links", "machines", "suppressions"),
          "demo",
          ledger);
  private final Map<String, Long> next = new HashMap<>();

  @BeforeEach
  void assign() {
    List<TopicPartition> partitions =
        List.of("results", "dead", "edm", "edm-dead", "stats", "links", "machines", "suppressions")
            .stream()
            .map(t -> new TopicPartition(t, 0))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> beginnings = new HashMap<>();
    partitions.forEach(partition -> beginnings.put(partition, 0L));
    consumer.updateBeginningOffsets(beginnings);
    ledger.produced(new Coordinates("changes", 2, 7), true);
  }

  @Test
  void shouldTakeTerminalResultsAsEndsAndParkedOnesAsWaiting() {
    add("results", result("parked", "changes"));
    poll();
    assertThat(ledger.state().pending()).isOne();
    assertThat(ledger.state().parked()).isOne();

    add("results", result("applied", "changes"));
    poll();
    assertThat(ledger.state().complete()).isTrue();
  }

  @Test
  void shouldFindAChangeThatWasCarriedOutAfterALaterOne() {
    add("results", result("applied", "k1", 2, 7));
    add("results", result("applied", "k2", 2, 6));
    add("results", result("applied", "k1", 3, 1));
    add("results", result("coalesced", "k1", 2, 5));
    poll();
    assertThat(reader.outOfOrder()).isZero();

    add("results", result("applied", "k1", 2, 6));
    poll();
    assertThat(reader.outOfOrder()).isOne();
  }

  @Test
  void shouldPassOverResultsOfOtherTopics() {
    add("results", result("applied", "other"));
    poll();
    assertThat(ledger.state().pending()).isOne();
  }

  @Test
  void shouldCountARowThatNobodyCanReadAsUnreadable() {
    add(
        "edm-dead",
        "{\"account\":\"demo\",\"campaignId\":4,\"reason\":\"unreadable-row\",\"problem\":\"p\","
            + "\"advice\":\"a\",\"row\":\"null\"}");
    poll();
    assertThat(reader.engagement()).containsExactly(EngagementRow.unreadable(4));
  }

  @Test
  void shouldTakeDeadLettersByTheirOriginalCoordinates() {
    ledger.produced(new Coordinates("changes", 3, 1), false);
    ConsumerRecord<byte[], byte[]> letter = add("dead", "whatever it was");
    letter.headers().add("m1bridge.dlq.topic", bytes("changes"));
    letter.headers().add("m1bridge.dlq.partition", bytes("3"));
    letter.headers().add("m1bridge.dlq.offset", bytes("1"));
    poll();
    assertThat(ledger.state().deadLetters()).isOne();
  }

  @Test
  void shouldReadEngagementOfItsAccountOnly() {
    add("edm", event("demo"));
    add("edm", event("other"));
    poll();
    assertThat(reader.engagement())
        .containsExactly(
            new EngagementRow(
                9,
                "click",
                "a@example.com",
                "2026-01-01 10:00:00.0",
                "1.2.3.4",
                "http://x",
                "",
                "8"));
  }

  @Test
  void shouldNotTakeDamagedOutputForNone() {
    add("edm", "{");
    assertThatThrownBy(this::poll).hasMessageContaining("edm-0@0");
  }

  private void poll() {
    reader.poll(Duration.ZERO);
  }

  private ConsumerRecord<byte[], byte[]> add(String topic, String value) {
    long offset = next.merge(topic, 1L, Long::sum) - 1;
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(topic, 0, offset, bytes("k"), bytes(value));
    consumer.addRecord(record);
    return record;
  }

  private static String result(String outcome, String topic) {
    return result(outcome, topic, "c", 2, 7);
  }

  private static String result(String outcome, String key, int partition, long offset) {
    return result(outcome, "changes", key, partition, offset);
  }

  private static String result(
      String outcome, String topic, String key, int partition, long offset) {
    return """
        {"account":"demo","contactKey":"%s","eventId":"e","source":{"topic":"%s","partition":%d,"offset":%d},
         "operation":"add","outcome":"%s","attempts":1,"batchSize":1,
         "receivedAt":"2026-01-01T00:00:00Z","settledAt":"2026-01-01T00:00:01Z"}"""
        .formatted(key, topic, partition, offset, outcome);
  }

  private static String event(String account) {
    return """
        {"account":"%s","campaignId":9,"mailingId":"8","recipient":"a@example.com","action":"clicked",
         "occurredAt":"2026-01-01T02:00:00Z","link":{"url":"http://x"},"ip":"1.2.3.4",
         "raw":{"type":"Click","eventdate":"2026-01-01 10:00:00.0"},"late":false}"""
        .formatted(account);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
