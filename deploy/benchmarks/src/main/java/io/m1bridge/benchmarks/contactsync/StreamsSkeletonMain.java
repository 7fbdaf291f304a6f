package io.m1bridge.benchmarks.contactsync;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The hops of contact-sync and nothing else, on its class path and with its settings: changes,
 * repartition by account, a put into a store, a result of the same size. Prints figures as one JSON
 * object.
 *
 * <p>Arguments: bootstrap servers, how many changes wait, a directory for the store.
 */
public final class StreamsSkeletonMain {

  static final String PER_SECOND = "changesPerSecond";

  private static final String STORE = "contacts";
  private static final String RESULTS = "skeleton.results";
  private static final String ACCOUNT_HEADER = "ce_m1account";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private StreamsSkeletonMain() {}

  public static void main(String[] args) throws Exception {
    Progress progress = new Progress(Long.parseLong(args[1]));
    create(args[0]);
    try (KafkaStreams streams =
        new KafkaStreams(topology(progress).build(), settings(args[0], args[2]))) {
      streams.start();
      if (!progress.all.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("Only " + progress.taken + " changes came through");
      }
    }
    System.out.println(
        new ObjectMapper().writeValueAsString(Map.of(PER_SECOND, progress.perSecond())));
  }

  private static void create(String bootstrapServers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(
              Set.of(new NewTopic(RESULTS, Optional.of(Topics.PARTITIONS), Optional.empty())))
          .all()
          .get();
    }
  }

  /** As contact-sync has them by default. */
  private static Properties settings(String bootstrapServers, String stateDirectory) {
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            StreamsConfig.APPLICATION_ID_CONFIG,
            "skeleton",
            StreamsConfig.STATE_DIR_CONFIG,
            stateDirectory,
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.EXACTLY_ONCE_V2,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
            500,
            StreamsConfig.POLL_MS_CONFIG,
            25,
            StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
            StreamsConfig.MAX_TASK_IDLE_MS_DISABLED,
            StreamsConfig.STATESTORE_UNCOMMITTED_MAX_BYTES_CONFIG,
            -1L,
            StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
            128 * 1024));
    return settings;
  }

  private static StreamsBuilder topology(Progress progress) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), BYTES)
            .withCachingEnabled());
    KStream<byte[], byte[]> changes =
        builder.stream(Topics.CONTACT_CHANGES.name(), Consumed.with(BYTES, BYTES));
    changes
        .process(Routed::new)
        .repartition(
            Repartitioned.<byte[], byte[]>as("by-account")
                .withKeySerde(BYTES)
                .withValueSerde(BYTES)
                .withNumberOfPartitions(Topics.PARTITIONS)
                .withStreamPartitioner(new ByAccount()))
        .process(() -> new Put(progress), STORE)
        .to(RESULTS, Produced.with(BYTES, BYTES));
    return builder;
  }

  private static final class ByAccount implements StreamPartitioner<byte[], byte[]> {
    @Override
    public Optional<Set<Integer>> partitions(
        String topic, byte[] key, byte[] value, int partitions) {
      String text = new String(key, StandardCharsets.UTF_8);
      String account = text.substring(0, text.indexOf('/'));
      return Optional.of(Set.of(AccountPartitioner.partition(account, partitions)));
    }
  }

  /** The account goes before the key. */
  private static final class Routed extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      Header account = record.headers().lastHeader(ACCOUNT_HEADER);
      String key =
          new String(account.value(), StandardCharsets.UTF_8)
              + "/"
              + new String(record.key(), StandardCharsets.UTF_8);
      context().forward(record.withKey(key.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static final class Put extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private final Progress progress;
    private @Nullable KeyValueStore<String, byte[]> store;

    Put(Progress progress) {
      this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
      super.init(context);
      store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      Objects.requireNonNull(store)
          .put(new String(record.key(), StandardCharsets.UTF_8), record.value());
      context().forward(record);
      progress.another();
    }
  }

  /** Counts on the stream thread. */
  private static final class Progress {
    private final CountDownLatch all = new CountDownLatch(1);
    private final AtomicLong taken = new AtomicLong();
    private final long wanted;
    private volatile long firstAt;
    private volatile long lastAt;

    Progress(long wanted) {
      this.wanted = wanted;
    }

    void another() {
      long count = taken.incrementAndGet();
      if (count == 1) {
        firstAt = System.nanoTime();
      }
      if (count == wanted) {
        lastAt = System.nanoTime();
        all.countDown();
      }
    }

    double perSecond() {
      return (wanted - 1) / ((lastAt - firstAt) / 1e9);
    }
  }
}
