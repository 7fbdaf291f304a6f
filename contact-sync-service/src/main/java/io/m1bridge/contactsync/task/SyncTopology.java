package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.result.Beat;
import io.m1bridge.contactsync.result.Outbound;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contactsync.store.OriginalSerde;
import io.m1bridge.contactsync.view.TaskViews;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Topics;
import io.m1bridge.kafka.serde.JsonSerde;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/**
 * read → check → repartition by account → sync task. The task also reads {@code m1.accounts},
 * commands, suppressions and its own intents, so all have the same partitions by the same
 * partitioner.
 *
 * <p>Why: {@code docs/rationale.md#two-stores-not-six}.
 */
public final class SyncTopology {

  /** Store of contact states, by account and contact key. */
  public static final String CONTACTS = "contacts";

  /** Store of open changes as they came; see {@link Originals}. */
  static final String ORIGINALS = "originals";

  /** Store of everything else; see {@link Ledger}. */
  public static final String LEDGER = "ledger";

  /** Name of the repartition topic of changes, without what Streams puts around it. */
  private static final String ROUTED = "changes-by-account";

  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private SyncTopology() {}

  /**
   * Name of the repartition topic of changes.
   *
   * @param applicationId of the Streams application
   */
  public static String routed(String applicationId) {
    return applicationId + "-" + ROUTED + "-repartition";
  }

  /** Topics of the service in which contacts stand, or nothing but their keys. */
  public static Set<String> withContacts(SyncTopics topics, String applicationId) {
    Set<String> names = new TreeSet<>();
    names.addAll(
        List.of(topics.results(), topics.deadLetters(), topics.undelivered(), topics.commands()));
    names.add(topics.routed());
    for (String store : List.of(CONTACTS, ORIGINALS, LEDGER)) {
      names.add(applicationId + "-" + store + "-changelog");
    }
    return names;
  }

  /** Builds it. */
  public static Topology of(
      SyncTopics topics,
      TaskSettings settings,
      TaskEnvironment environment,
      Sources sources,
      TaskViews views) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(CONTACTS),
                Serdes.String(),
                JsonSerde.of(ContactState.class))
            .withLoggingEnabled(Topics.ERASED_WITHIN)
            .withCachingEnabled());
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(ORIGINALS), Serdes.String(), new OriginalSerde())
            .withLoggingEnabled(Topics.ERASED_WITHIN)
            .withCachingEnabled());
    builder.addStateStore(
        Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(LEDGER), Serdes.String(), BYTES)
            .withLoggingEnabled(Topics.ERASED_WITHIN)
            .withCachingEnabled());
    Consumed<byte[], byte[]> bytes = Consumed.with(BYTES, BYTES);
    KStream<byte[], byte[]> read =
        builder.stream(
                sources.topics(topics.changes()),
                Consumed.with(BYTES, BYTES).withTimestampExtractor(new UpstreamTimestamp()))
            .process(
                () -> new IntakeProcessor(sources, environment.clock(), environment.meter()),
                Named.as("check-changes"));
    read.process(Pass::new, Named.as(IntakeProcessor.INVALID))
        .to(topics.deadLetters(), Produced.with(BYTES, BYTES));
    KStream<byte[], byte[]> input =
        read.process(Pass::new, Named.as(IntakeProcessor.VALID))
            .repartition(byAccount())
            .merge(builder.stream(topics.intents(), first()))
            .merge(builder.stream(topics.accounts(), first()))
            .merge(builder.stream(topics.commands(), first()));
    if (settings.suppressions().readsSuppressions()) {
      // Read first, too: at the very first start nobody is added who is not to be mailed.
      input = input.merge(builder.stream(topics.suppressions(), first()));
    }
    KStream<byte[], Outbound> out =
        input.process(
            () -> new SyncProcessor(settings, environment, topics, sources, views),
            Named.as("sync"),
            CONTACTS,
            ORIGINALS,
            LEDGER);
    send(out, Outbound.To.RESULTS, topics.results());
    send(out, Outbound.To.DEAD_LETTERS, topics.deadLetters());
    send(out, Outbound.To.INTENTS, topics.intents());
    only(out, Outbound.To.UNDELIVERED)
        .to(
            topics.undelivered(),
            Produced.with(BYTES, BYTES).withStreamPartitioner(new Beat(null)));
    // By an extractor, so that Streams derives nothing of its own topic from this sink.
    only(out, Outbound.To.ROUTED)
        .to(
            (key, value, context) -> topics.routed(),
            Produced.with(BYTES, BYTES).withStreamPartitioner(new Beat(new ByAccount())));
    return builder.build();
  }

  /**
   * Of the topics of a task Streams reads the record with the oldest timestamp first. Were these
   * read by theirs, no call could be made before a backlog of older changes is read, and permits
   * would expire unused.
   */
  private static Consumed<byte[], byte[]> first() {
    return Consumed.with(BYTES, BYTES).withTimestampExtractor((record, partitionTime) -> 0);
  }

  private static Repartitioned<byte[], byte[]> byAccount() {
    return Repartitioned.<byte[], byte[]>as(ROUTED)
        .withKeySerde(BYTES)
        .withValueSerde(BYTES)
        .withNumberOfPartitions(Topics.PARTITIONS)
        .withStreamPartitioner(new ByAccount());
  }

  private static void send(KStream<byte[], Outbound> out, Outbound.To to, String topic) {
    only(out, to).to(topic, Produced.with(BYTES, BYTES));
  }

  private static KStream<byte[], byte[]> only(KStream<byte[], Outbound> out, Outbound.To to) {
    return out.filter((key, value) -> value.to() == to).mapValues(Outbound::value);
  }

  /** Everything of one account goes to one task. */
  private static final class ByAccount implements StreamPartitioner<byte[], byte[]> {
    @Override
    public Optional<Set<Integer>> partitions(
        String topic, byte[] key, byte[] value, int partitions) {
      String account = RoutedRecord.accountOf(key);
      return Optional.of(Set.of(AccountPartitioner.partition(account, partitions)));
    }
  }

  /** Gives a way out its name. */
  private static final class Pass extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      context().forward(record);
    }
  }
}
