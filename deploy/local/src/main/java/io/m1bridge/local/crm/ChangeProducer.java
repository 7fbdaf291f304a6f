package io.m1bridge.local.crm;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends changes as CloudEvents in binary mode. Idempotent, and one producer for all, so that the
 * changes of a contact keep their order.
 */
public final class ChangeProducer implements AutoCloseable {
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
            5,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4");
    return new ChangeProducer(
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()), topic);
  }

  /** Sends one; completes when it is safe, and then tells where it stands. */
  public CompletableFuture<RecordMetadata> send(Change change) {
    CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
    producer.send(
        record(change),
        (metadata, failure) -> {
          if (failure == null) {
            sent.complete(metadata);
          } else {
            sent.completeExceptionally(failure);
          }
        });
    return sent;
  }

  private ProducerRecord<byte[], byte[]> record(Change change) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, bytes(change.key()), bytes(change.data()));
    Headers headers = record.headers();
    put(headers, "ce_specversion", "1.0");
    put(headers, "ce_id", change.eventId());
    put(headers, "ce_source", change.source());
    put(headers, "ce_type", change.type());
    put(headers, "ce_time", change.time().toString());
    put(headers, "ce_subject", change.key());
    put(headers, "ce_m1account", change.account());
    put(headers, "content-type", change.data() == null ? null : "application/json");
    return record;
  }

  private static void put(Headers headers, String name, @Nullable String value) {
    byte[] bytes = bytes(value);
    if (bytes != null) {
      headers.add(name, bytes);
    }
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /** Waits for what is under way. */
  @Override
  public void close() {
    producer.close();
  }
}
