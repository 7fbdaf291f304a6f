package io.m1bridge.local.crm;

import io.m1bridge.process.NewTopicProducer;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records. Idempotent, and one for all, so that the changes of a contact keep their order.
 */
public final class ChangeProducer implements AutoCloseable {

  /**
   * Batches of dozens, spread over 24 partitions as the changes are: with 5 ms there were two in
   * each, which costs this process, the broker and the reader of the topic.
   */
  private static final int LINGER_MS = 50;

  /** What stands in a record that has no time. */
  private static final long NO_TIMESTAMP = -1;

  private final Producer<byte[], byte[]> producer;
  private final String topic;

  public ChangeProducer(Producer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /** A producer for this cluster. */
  public static ChangeProducer to(String bootstrapServers, String topic) {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.LINGER_MS_CONFIG,
            LINGER_MS,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4");
    return new ChangeProducer(
        new KafkaProducer<>(
            NewTopicProducer.config(config), new ByteArraySerializer(), new ByteArraySerializer()),
        topic);
  }

  /** Sends one; completes when it is safe, and then tells where it stands. */
  public CompletableFuture<RecordMetadata> send(SourceRecord source) {
    CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
    producer.send(
        record(source),
        (metadata, failure) -> {
          if (failure == null) {
            sent.complete(metadata);
          } else {
            sent.completeExceptionally(failure);
          }
        });
    return sent;
  }

  private ProducerRecord<byte[], byte[]> record(SourceRecord source) {
    OptionalLong timestamp = source.timestamp();
    if (timestamp.isPresent() && timestamp.getAsLong() == NO_TIMESTAMP) {
      return new Untimed(topic, source);
    }
    return new ProducerRecord<>(
        topic,
        null,
        timestamp.isPresent() ? timestamp.getAsLong() : null,
        source.key(),
        source.value(),
        source.headers());
  }

  /** A record without a time: other clients send such, and Kafka's own class refuses to hold it. */
  private static final class Untimed extends ProducerRecord<byte[], byte[]> {
    Untimed(String topic, SourceRecord source) {
      super(topic, null, null, source.key(), source.value(), source.headers());
    }

    @Override
    public Long timestamp() {
      return NO_TIMESTAMP;
    }
  }

  /** Waits for what is under way. */
  @Override
  public void close() {
    producer.close();
  }
}
