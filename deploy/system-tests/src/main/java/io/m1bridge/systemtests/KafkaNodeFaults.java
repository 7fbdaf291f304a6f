package io.m1bridge.systemtests;

import io.m1bridge.process.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;

/**
 * The ground everything else stands on: with three nodes and the settings of our topics, no
 * acknowledged record is lost, doubled or out of order whatever happens to one node at a time.
 */
final class KafkaNodeFaults implements SystemTest {

  private static final String TOPIC = "numbers";
  private static final int NODES = 3;
  private static final int FAULTS = 4;
  private static final int SENDS_PER_FAULT = 1_000;
  private static final Duration READY = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "kafka-node-faults";
  }

  @Override
  public String description() {
    return "3 nodes; SIGKILL, SIGSTOP and orderly restarts of one at a time: nothing acknowledged is lost, doubled or reordered";
  }

  @Override
  public int defaultRounds() {
    return 2;
  }

  @Override
  public void run(Round round) throws Exception {
    KafkaCluster kafka = KafkaCluster.start(round.processes(), NODES);
    createTopic(kafka);
    List<Integer> acknowledged = new ArrayList<>();
    try (KafkaProducer<Integer, Integer> producer = producer(kafka)) {
      for (int fault = 0; fault < FAULTS; fault++) {
        int node = 1 + round.random().nextInt(NODES);
        List<Future<RecordMetadata>> sent = send(producer, fault, 0, SENDS_PER_FAULT / 2);
        Runnable repair = makeFault(round, kafka, node);
        sent.addAll(send(producer, fault, SENDS_PER_FAULT / 2, SENDS_PER_FAULT));
        TimeUnit.MILLISECONDS.sleep(round.random().nextInt(4_000));
        repair.run();
        kafka.awaitReady(READY);
        acknowledged.addAll(awaitAcknowledged(sent, fault));
      }
    }
    compare(round, acknowledged, readAll(kafka));
  }

  /** Returns what repairs it. */
  private static Runnable makeFault(Round round, KafkaCluster kafka, int node) {
    switch (round.random().nextInt(3)) {
      case 0 -> {
        kafka.sigkill(node);
        round.fault("sigkill kafka");
        return () -> kafka.restart(node);
      }
      case 1 -> {
        kafka.sigstop(node);
        round.fault("sigstop kafka");
        return () -> kafka.sigcont(node);
      }
      default -> {
        kafka.stop(node, Duration.ofSeconds(20));
        round.fault("stop kafka");
        return () -> kafka.restart(node);
      }
    }
  }

  private static List<Future<RecordMetadata>> send(
      KafkaProducer<Integer, Integer> producer, int fault, int from, int to) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = from; i < to; i++) {
      int number = fault * SENDS_PER_FAULT + i;
      sent.add(producer.send(new ProducerRecord<>(TOPIC, number % NODES, number, number)));
    }
    return sent;
  }

  private static List<Integer> awaitAcknowledged(List<Future<RecordMetadata>> sent, int fault)
      throws InterruptedException {
    List<Integer> acknowledged = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      if (isAcknowledged(sent.get(i))) {
        acknowledged.add(fault * SENDS_PER_FAULT + i);
      }
    }
    return acknowledged;
  }

  /** One that is not may be there or not: both are right. */
  private static boolean isAcknowledged(Future<RecordMetadata> sent) throws InterruptedException {
    try {
      sent.get();
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  private static void compare(
      Round round, List<Integer> acknowledged, List<ConsumerRecord<Integer, Integer>> read) {
    List<Integer> values = read.stream().map(ConsumerRecord::value).toList();
    Set<Integer> distinct = Set.copyOf(values);
    if (distinct.size() != values.size()) {
      round.violation((values.size() - distinct.size()) + " records are doubled");
    }
    long lost = acknowledged.stream().filter(number -> !distinct.contains(number)).count();
    if (lost > 0) {
      round.violation(lost + " of " + acknowledged.size() + " acknowledged records are lost");
    }
    for (int partition = 0; partition < NODES; partition++) {
      int which = partition;
      List<Integer> order =
          read.stream()
              .filter(record -> record.partition() == which)
              .map(ConsumerRecord::value)
              .toList();
      if (!order.equals(order.stream().sorted().toList())) {
        round.violation("partition " + partition + " is out of order");
      }
    }
    round.say(acknowledged.size() + " acknowledged, " + values.size() + " read");
  }

  private static void createTopic(KafkaCluster kafka)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, Optional.of(NODES), Optional.empty())))
          .all()
          .get();
    }
  }

  private static KafkaProducer<Integer, Integer> producer(KafkaCluster kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        new IntegerSerializer(),
        new IntegerSerializer());
  }

  private static List<ConsumerRecord<Integer, Integer>> readAll(KafkaCluster kafka) {
    List<TopicPartition> partitions =
        List.of(
            new TopicPartition(TOPIC, 0),
            new TopicPartition(TOPIC, 1),
            new TopicPartition(TOPIC, 2));
    List<ConsumerRecord<Integer, Integer>> records = new ArrayList<>();
    try (KafkaConsumer<Integer, Integer> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new IntegerDeserializer(),
            new IntegerDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
