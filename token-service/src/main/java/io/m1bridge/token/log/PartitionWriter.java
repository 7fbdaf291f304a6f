package io.m1bridge.token.log;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The transactional producer of one partition. Making it fences the previous owner: what that one
 * had not committed is aborted, and it can commit nothing more. Not safe for several threads.
 */
final class PartitionWriter implements AutoCloseable {

  private final LogPlace place;
  private final int partition;
  private final KafkaProducer<String, byte[]> producer;

  /** Blocks until the previous owner is fenced. */
  PartitionWriter(LogPlace place, int partition) throws LogUnavailable {
    this.place = place;
    this.partition = partition;
    this.producer = new KafkaProducer<>(config());
    try {
      producer.initTransactions();
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw new LogUnavailable("Partition " + partition + " could not be taken over", e);
    }
  }

  /**
   * Commits an account's state (null: a tombstone) and what the world is told about it, in one
   * transaction.
   *
   * @return the offset of the state record
   */
  long commit(AccountId id, byte @Nullable [] state, List<ProducerRecord<String, byte[]>> told)
      throws NotOwner, LogUnavailable {
    try {
      // Before an intent: its answer, which comes with events, must not wait for a look-up.
      producer.partitionsFor(place.eventsTopic());
      producer.beginTransaction();
      Future<RecordMetadata> sent =
          producer.send(new ProducerRecord<>(place.stateTopic(), partition, id.value(), state));
      told.forEach(producer::send);
      producer.commitTransaction();
      return sent.get().offset();
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new NotOwner("Partition " + partition + " has a new owner");
    } catch (KafkaException | ExecutionException e) {
      throw isExpiry(e)
          ? new ProducerExpired(partition, e)
          : new LogUnavailable("Kafka did not take a commit for partition " + partition, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailable("Interrupted in a commit for partition " + partition, e);
    }
  }

  private static boolean isExpiry(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(InvalidPidMappingException.class::isInstance);
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }

  private Map<String, Object> config() {
    Map<String, Object> config = smallProducer(place);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, place.group() + "-" + partition);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
    config.put(
        ProducerConfig.CLIENT_ID_CONFIG,
        place.group() + "-writer-" + partition + "-" + place.instance());
    return config;
  }

  /** A producer for a few small records outside of any transaction. */
  static Map<String, Object> plainProducer(LogPlace place) {
    Map<String, Object> config = smallProducer(place);
    // On a topic that is a moment old, brokers before the fix of KAFKA-15591 can refuse a
    // partition's first batch, take the second one and then never take the first. Transactions
    // are checked (KIP-890).
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    return config;
  }

  private static Map<String, Object> smallProducer(LogPlace place) {
    Map<String, Object> config = new HashMap<>(place.connection());
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L * 1024 * 1024);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 8_000);
    config.keySet().retainAll(ProducerConfig.configNames());
    return config;
  }
}
