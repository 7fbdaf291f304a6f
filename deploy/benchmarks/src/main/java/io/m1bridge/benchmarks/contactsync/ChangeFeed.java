package io.m1bridge.benchmarks.contactsync;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.local.crm.ChangeProducer;
import io.m1bridge.local.crm.SourceRecord;
import io.m1bridge.local.stack.KafkaTopics;
import io.m1bridge.process.KafkaCluster;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** Fills a topic that contact-sync reads. One thread. */
final class ChangeFeed implements AutoCloseable {

  /** Records that wait to be sent: with a million of them the heap was full. */
  private static final int MOST_UNDER_WAY = 10_000;

  private final ChangeProducer producer;
  private final Deque<CompletableFuture<?>> underWay = new ArrayDeque<>();

  private ChangeFeed(ChangeProducer producer) {
    this.producer = producer;
  }

  /** Makes the topic where it is missing. */
  static ChangeFeed to(KafkaCluster kafka, TopicSpec topic) {
    try (KafkaTopics topics = KafkaTopics.of(kafka.bootstrapServers())) {
      topics.create(topic);
    }
    return new ChangeFeed(ChangeProducer.to(kafka.bootstrapServers(), topic.name()));
  }

  /** Sends one; it may still be under way when this returns. */
  void send(SourceRecord record) {
    underWay.addLast(producer.send(record));
    if (underWay.size() > MOST_UNDER_WAY) {
      underWay.removeFirst().join();
    }
  }

  /** Sends the first version of so many contacts. */
  void sendNew(Customers customers, int contacts) {
    for (int number = 0; number < contacts; number++) {
      send(customers.upserted(number, 1).toRecord());
    }
  }

  /** Waits until all that was sent is safe. */
  @Override
  public void close() {
    underWay.forEach(CompletableFuture::join);
    producer.close();
  }
}
