package io.m1bridge.contactsync.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m1bridge.testkit.process.KafkaExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stands at the end of a partition that is written in transactions, and is not a record. */
class SuppressionsReadIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final Duration SOON = Duration.ofSeconds(30);

  private final String topic = "suppressions-" + UUID.randomUUID();
  private final String group = "group-" + topic;

  @BeforeEach
  void makeTheTopic() throws Exception {
    try (Admin admin = Admin.create(KAFKA.connection())) {
      admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
    }
  }

  @Test
  void shouldWaitForRecordsAlone() throws Exception {
    try (Producer<byte[], byte[]> producer = producer();
        SuppressionsRead read = new SuppressionsRead(KAFKA.connection(), group, topic, 3)) {
      producer.initTransactions();
      write(producer, 0, 150, false);
      write(producer, 1, 2, true);
      write(producer, 1, 150, false);

      assertThat(read.test(0)).as("nothing is known yet").isFalse();
      read.await(problem -> {});

      assertThat(read.test(0)).as("aborted alone").isTrue();
      assertThat(read.test(1)).as("two records, then what was aborted").isFalse();
      assertThat(read.test(2)).as("empty").isTrue();

      read.await(problem -> {}); // The application starts again.
      commit(1, 1);
      commit(1, 2);
      await().atMost(SOON).until(() -> read.test(1));
    }
  }

  @Test
  void shouldKnowWhatTheGroupReadBefore() throws Exception {
    try (Producer<byte[], byte[]> producer = producer();
        SuppressionsRead read = new SuppressionsRead(KAFKA.connection(), group, topic, 3)) {
      producer.initTransactions();
      write(producer, 0, 3, true);
      commit(0, 3);
      write(producer, 0, 10, false);

      read.await(problem -> {});

      assertThat(read.test(0)).isTrue();
    }
  }

  private void write(
      Producer<byte[], byte[]> producer, int partition, int count, boolean committed) {
    producer.beginTransaction();
    for (int i = 0; i < count; i++) {
      producer.send(new ProducerRecord<>(topic, partition, new byte[] {1}, new byte[] {1}));
    }
    producer.flush();
    if (committed) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  private void commit(int partition, long offset) throws Exception {
    try (Admin admin = Admin.create(KAFKA.connection())) {
      admin
          .alterConsumerGroupOffsets(
              group, Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)))
          .all()
          .get();
    }
  }

  private Producer<byte[], byte[]> producer() {
    Map<String, Object> config = new HashMap<>(KAFKA.connection());
    config.put("transactional.id", topic);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
