package io.m1bridge.kafka.streams;

import io.m1bridge.contracts.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * Kafka Streams settings that every Streams application of ours shares.
 *
 * <p>Why: {@code docs/rationale.md#streams-never-waits-for-what-is-not-fetched}.
 */
public final class StreamsSettings {

  /** A task looks for completed calls between polls: this bounds how late it sees them. */
  private static final int POLL_MS = 25;

  private static final String MAX_REQUEST_SIZE =
      StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);

  /** Of the main consumer only: others have no group. */
  static final String INSTANCE_ID =
      StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);

  private static final int HEARTBEATS_PER_SESSION = 3;

  /**
   * Kafka's default, 16 KiB, is full after 20 of our records: requests by the dozen in each commit
   * interval, which cost broker and client more than what is in them. With 128 KiB the broker of a
   * backlog needs three quarters of the CPU and the service five sixths. All batches together take
   * the producer's {@code buffer.memory} at most.
   */
  private static final int BATCH_BYTES = 128 * 1024;

  private StreamsSettings() {}

  /**
   * Returns the settings of an application.
   *
   * @param applicationId also the consumer group and the prefix of internal topics; never change it
   * @param connection Kafka client properties, {@code bootstrap.servers} and security settings
   */
  public static Properties of(
      String applicationId, Map<String, Object> connection, StreamsOptions options) {
    requireNothingGone(options);
    Map<String, Object> all = new HashMap<>(connection);
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    all.put(StreamsConfig.STATE_DIR_CONFIG, options.stateDir().toString());
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, options.threads());
    all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, options.standbyReplicas());
    options
        .applicationServer()
        .ifPresent(server -> all.put(StreamsConfig.APPLICATION_SERVER_CONFIG, server));
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1); // the brokers' default
    all.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArray().getClass());
    all.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArray().getClass());
    guarantee(all, options);
    group(all, options);
    all.put(StreamsConfig.TRANSACTIONAL_STATE_STORES_CONFIG, options.transactionalStores());
    if (!options.transactionalStores()) {
      // Nothing is held back then; to find that out anew took 5 % of contact-sync's stream thread.
      all.put(StreamsConfig.STATESTORE_UNCOMMITTED_MAX_BYTES_CONFIG, -1L);
    }
    rocksDb(all, options);
    records(all);
    // Whatever is here is processed, by its timestamps: no topology of ours needs more. To wait for
    // what is not fetched yet costs a fifth of a stream thread: 4.4.0 writes a report, by
    // String.format, of each empty partition for each record.
    all.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    all.putAll(options.properties());
    requireRoom(all);
    Properties properties = new Properties();
    properties.putAll(all);
    return properties;
  }

  private static void guarantee(Map<String, Object> all, StreamsOptions options) {
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, options.commitInterval().toMillis());
    all.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        Math.toIntExact(options.transactionTimeout().toMillis()));
    // A record that cannot be read or processed although bad input is answered with values is a
    // bug: stop, lose nothing.
    all.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class);
    all.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
  }

  /** Everything we write fits, and so does its copy in a changelog. */
  private static void records(Map<String, Object> all) {
    all.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    all.put(MAX_REQUEST_SIZE, Topics.MAX_RECORD_BYTES);
    all.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Topics.maxMessageBytes());
    all.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, LoudProductionHandler.class);
  }

  /** As a variable of the environment it would have no effect, and nobody would know. */
  private static void requireNothingGone(StreamsOptions options) {
    if (options.rocksdbWriteBufferBytes().isPresent()) {
      throw new IllegalArgumentException(
          "m1bridge.streams.rocksdb-write-buffer-bytes is gone, remove it: each store has a write"
              + " buffer of its own now, m1bridge.streams.rocksdb-store-write-buffer-bytes");
    }
  }

  private static void requireRoom(Map<String, Object> all) {
    String limit = String.valueOf(all.get(MAX_REQUEST_SIZE));
    if (Long.parseLong(limit) < Topics.MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "m1bridge.streams.properties.\"%s\" is %s, needed are at least %d: records of that size are written"
              .formatted(MAX_REQUEST_SIZE, limit, Topics.MAX_RECORD_BYTES));
    }
  }

  private static void group(Map<String, Object> all, StreamsOptions options) {
    int sessionMs = Math.toIntExact(options.sessionTimeout().toMillis());
    // Brokers refuse session time-outs below 45 s for the new protocol by default.
    all.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name());
    all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), sessionMs);
    all.put(
        StreamsConfig.mainConsumerPrefix(CommonClientConfigs.HEARTBEAT_INTERVAL_MS_CONFIG),
        sessionMs / HEARTBEATS_PER_SESSION);
    options.instanceId().ifPresent(id -> all.put(INSTANCE_ID, id));
    all.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
  }

  private static void rocksDb(Map<String, Object> all, StreamsOptions options) {
    all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    all.put(BoundedRocksDb.CACHE_BYTES, options.rocksdbCacheBytes());
    all.put(BoundedRocksDb.STORE_WRITE_BUFFER_BYTES, options.rocksdbStoreWriteBufferBytes());
  }

  /** How an Admin client reaches the Kafka of an application with these settings; a new map. */
  static Map<String, Object> adminOf(Properties settings) {
    Map<String, Object> admin = new HashMap<>();
    settings.forEach((key, value) -> admin.put(key.toString(), value));
    admin.keySet().retainAll(AdminClientConfig.configNames());
    return admin;
  }
}
