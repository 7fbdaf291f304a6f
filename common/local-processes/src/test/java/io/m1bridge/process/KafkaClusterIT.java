package io.m1bridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class KafkaClusterIT {

  private static final String TOPIC = "numbers";
  private static final int SENDS = 3_000;

  @TempDir Path directory;

  @Test
  void shouldServeFromSingleNodeAndKeepDataOverRestart() throws Exception {
    try (KafkaCluster kafka = KafkaCluster.start(directory, 1)) {
      create(kafka, (short) 1);
      try (KafkaProducer<String, String> producer = producer(kafka)) {
        producer.send(new ProducerRecord<>(TOPIC, "k", "0")).get();
      }

      kafka.sigkill(1);
      kafka.restart(1);
      kafka.awaitReady(Duration.ofSeconds(60));

      assertThat(readAll(kafka)).containsExactly("0");
      assertThat(kafka.residentBytes()).isGreaterThan(50_000_000);
    }
  }

  @Test
  void shouldComeBackWithItsDataBehindAnotherPort() throws Exception {
    try (KafkaCluster kafka = KafkaCluster.start(directory, 1)) {
      // given
      create(kafka, (short) 1);
      try (KafkaProducer<String, String> producer = producer(kafka)) {
        producer.send(new ProducerRecord<>(TOPIC, "k", "0")).get();
      }
      int port = FreePort.find();

      // when
      kafka.sigkill(1);
      kafka.restartElsewhere(1, port);
      kafka.awaitReady(Duration.ofSeconds(60));

      // then
      assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThat(readAll(kafka)).containsExactly("0");
    }
  }

  @Test
  void shouldLoseNothingAcknowledgedWhenOneOfThreeNodesIsKilled() throws Exception {
    try (KafkaCluster kafka = KafkaCluster.start(directory, 3)) {
      create(kafka, (short) 3);
      Set<String> acknowledged = new HashSet<>();
      try (KafkaProducer<String, String> producer = producer(kafka)) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < SENDS; i++) {
          if (i == SENDS / 3) {
            kafka.sigkill(2);
          }
          if (i == 2 * SENDS / 3) {
            kafka.restart(2);
          }
          sent.add(
              producer.send(new ProducerRecord<>(TOPIC, Integer.toString(i), Integer.toString(i))));
        }
        for (int i = 0; i < SENDS; i++) {
          sent.get(i).get();
          acknowledged.add(Integer.toString(i));
        }
      }
      kafka.awaitReady(Duration.ofSeconds(60));

      List<String> read = readAll(kafka);

      assertThat(read).doesNotHaveDuplicates();
      assertThat(Set.copyOf(read)).isEqualTo(acknowledged);
    }
  }

  private static void create(KafkaCluster kafka, short replicas) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, Optional.of(3), Optional.of(replicas))))
          .all()
          .get();
    }
  }

  private static KafkaProducer<String, String> producer(KafkaCluster kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "0"),
        new StringSerializer(),
        new StringSerializer());
  }

  private static List<String> readAll(KafkaCluster kafka) {
    List<TopicPartition> partitions =
        List.of(
            new TopicPartition(TOPIC, 0),
            new TopicPartition(TOPIC, 1),
            new TopicPartition(TOPIC, 2));
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
        for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(200))) {
          values.add(each.value());
        }
      }
    }
    return values;
  }
}
