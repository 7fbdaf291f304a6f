package io.m1bridge.contactsync.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The topic under a retention that does not wait. */
class KafkaLetterLogTest {

  private static final TopicPartition LETTERS = new TopicPartition("dead", 0);

  @Test
  void shouldReadWhatRetentionLeaves() {
    assertThat(DeadLetters.SETTINGS)
        .as("Kafka's default jumps over all that is left")
        .containsEntry("auto.offset.reset", "none");
    MockConsumer<byte[], byte[]> topic = new MockConsumer<>("none");
    topic.updateBeginningOffsets(Map.of(LETTERS, 3L));
    topic.schedulePollTask(
        () ->
            List.of(3, 4, 5)
                .forEach(
                    offset ->
                        topic.addRecord(
                            Letters.letter(
                                0, offset, Letters.AT, "c", null, "field-invalid", false))));

    try (KafkaLetterLog log = new KafkaLetterLog(topic, "dead")) {
      assertThat(log.read(Map.of(0, new LetterLog.Part(0, 5)), ConsumerRecord::offset))
          .isEqualTo(Map.of(0, List.of(3L, 4L)));
    }
  }
}
