package io.m1bridge.edm.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m1bridge.contracts.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** An attempt that fails, in whatever way, is followed by another one. */
class EngagementHistoryTest {

  private static final EdmTopics TOPICS = EdmTopics.named(topic -> topic);
  private static final Duration WITHIN = Duration.ofSeconds(30);

  private final AtomicInteger made = new AtomicInteger();

  @Test
  void shouldTryAgainAfterABug() {
    EngagementHistory history =
        history(
            isolation -> {
              if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("a record of demo@example.com");
              }
              return empty(24);
            });
    HistoryReading reading = history.read(0);
    assertEnds(reading);
    assertThat(made).hasValue(3);
    assertThat(reading.progress()).doesNotContain("example.com");
  }

  /** Two consumers an attempt. */
  @Test
  void shouldNotTakeAnUnknownTopicForAnEmptyOne() {
    EngagementHistory history =
        history(
            isolation -> {
              int attempt = (made.incrementAndGet() + 1) / 2;
              return attempt == 1 ? empty(0) : attempt == 2 ? empty(23) : empty(24);
            });
    assertEnds(history.read(0));
    assertThat(made).as("no and too few partitions are no end").hasValue(6);
  }

  /** Nobody is told of an error of the machine, but whoever asks next is read for. */
  @Test
  void shouldReadForWhoeverAsksAfterItsThreadDied() {
    EngagementHistory history =
        history(
            isolation -> {
              if (made.incrementAndGet() == 1) {
                Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {});
                throw new NoClassDefFoundError("planted");
              }
              return empty(24);
            });
    HistoryReading first = history.read(0);
    await().atMost(WITHIN).until(() -> !history.isReading());
    HistoryReading second = history.read(1);
    assertEnds(first);
    assertEnds(second);
  }

  /** A consumer that jumped to the end would end a reading with a hole in it. */
  @Test
  void shouldBeginAnewWhereRecordsAreDeletedWhileTheyAreRead() {
    assertThat(HistoryPass.config(Map.of(), "read_committed"))
        .containsEntry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    EngagementHistory history =
        history(
            isolation -> {
              if (made.incrementAndGet() > 2) {
                return empty(24);
              }
              TopicPartition first = new TopicPartition(TOPICS.engagement().name(), 0);
              MockConsumer<String, byte[]> consumer = empty(24);
              consumer.updateEndOffsets(Map.of(first, 1L));
              consumer.schedulePollTask(() -> {});
              consumer.schedulePollTask(
                  () ->
                      consumer.setPollException(new OffsetOutOfRangeException(Map.of(first, 0L))));
              return consumer;
            });
    HistoryReading reading = history.read(0);
    assertEnds(reading);
    assertThat(made).hasValue(4);
  }

  private static EngagementHistory history(Function<String, Consumer<String, byte[]>> consumers) {
    return new EngagementHistory(consumers, TOPICS, Duration.ofMillis(1));
  }

  private static void assertEnds(HistoryReading reading) {
    await().atMost(WITHIN).until(() -> reading.poll() instanceof HistoryReading.End);
  }

  /** Topics without records, of so many partitions each. */
  private static MockConsumer<String, byte[]> empty(int partitions) {
    MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    Stream.of(TOPICS.accounts(), TOPICS.engagement(), TOPICS.deadLetters())
        .map(TopicSpec::name)
        .forEach(name -> empty(consumer, name, partitions));
    return consumer;
  }

  private static void empty(MockConsumer<String, byte[]> consumer, String name, int partitions) {
    List<PartitionInfo> known =
        IntStream.range(0, partitions)
            .mapToObj(number -> new PartitionInfo(name, number, null, null, null))
            .toList();
    consumer.updatePartitions(name, known);
    for (PartitionInfo info : known) {
      TopicPartition partition = new TopicPartition(info.topic(), info.partition());
      consumer.updateBeginningOffsets(Map.of(partition, 0L));
      consumer.updateEndOffsets(Map.of(partition, 0L));
    }
  }
}
