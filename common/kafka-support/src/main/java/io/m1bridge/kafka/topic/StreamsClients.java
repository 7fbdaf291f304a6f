package io.m1bridge.kafka.topic;

import io.m1bridge.kafka.hold.HoldingConsumer;
import io.m1bridge.kafka.hold.RecordGate;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka's usual clients for Streams, but for an admin by which the topics that Streams makes itself
 * (changelogs, repartition topics) come to be also where a policy refuses some of their settings:
 * {@link InternalTopicAdmin}; and a consumer that may hold records back.
 */
public final class StreamsClients implements KafkaClientSupplier {

  private final TopicSettings settings;
  private final Optional<RecordGate> gate;

  public StreamsClients(TopicSettings settings) {
    this(settings, Optional.empty());
  }

  /**
   * @param gate opens for records that may be processed now; others wait in Kafka
   */
  public StreamsClients(TopicSettings settings, RecordGate gate) {
    this(settings, Optional.of(gate));
  }

  private StreamsClients(TopicSettings settings, Optional<RecordGate> gate) {
    this.settings = settings;
    this.gate = gate;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return new InternalTopicAdmin(config, settings);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return gate.<Consumer<byte[], byte[]>>map(closed -> new HoldingConsumer(config, closed))
        .orElseGet(() -> plain(config));
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return plain(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return plain(config);
  }

  private static Consumer<byte[], byte[]> plain(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
