package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Topics;
import io.m1bridge.m1.AccountId;
import io.m1bridge.process.NewTopicProducer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** What an intake leaves that went far ahead of the sync tasks, and stopped. */
public final class RoutedBacklog {

  private static final String GROUP = "contact-sync";
  private static final String ROUTED = GROUP + "-changes-by-account-repartition";

  private RoutedBacklog() {}

  /** Routes all changes that wait, each to the account that it names. */
  public static void route(Map<String, Object> connection) throws Exception {
    Map<String, Object> config = new HashMap<>(connection);
    config.put("auto.offset.reset", "earliest");
    try (Admin admin = Admin.create(connection);
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(
                NewTopicProducer.config(connection),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        Consumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      admin
          .createTopics(List.of(new NewTopic(ROUTED, Topics.ACCOUNTS.partitions(), (short) 1)))
          .all()
          .get();
      List<TopicPartition> partitions =
          IntStream.range(0, Topics.CONTACT_CHANGES.partitions())
              .mapToObj(i -> new TopicPartition(Topics.CONTACT_CHANGES.name(), i))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (ConsumerRecord<byte[], byte[]> read : consumer.poll(Duration.ofSeconds(1))) {
          producer.send(routed(read));
        }
      }
      admin
          .alterConsumerGroupOffsets(
              GROUP,
              ends.entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          Map.Entry::getKey, end -> new OffsetAndMetadata(end.getValue()))))
          .all()
          .get();
    }
  }

  private static ProducerRecord<byte[], byte[]> routed(ConsumerRecord<byte[], byte[]> read) {
    String account =
        new String(read.headers().lastHeader("ce_m1account").value(), StandardCharsets.UTF_8);
    Record<byte[], byte[]> routed =
        RoutedRecord.route(
            new Record<>(read.key(), read.value(), read.timestamp(), read.headers()),
            new ContactKey(new AccountId(account), new String(read.key(), StandardCharsets.UTF_8)),
            new At(read.topic(), read.partition(), read.offset()),
            Instant.now());
    return new ProducerRecord<>(
        ROUTED,
        AccountPartitioner.partition(account, Topics.ACCOUNTS.partitions()),
        routed.timestamp(),
        routed.key(),
        routed.value());
  }

  private record At(String topic, int partition, long offset) implements RecordMetadata {}
}
