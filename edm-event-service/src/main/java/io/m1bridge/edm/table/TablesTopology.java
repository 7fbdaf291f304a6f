package io.m1bridge.edm.table;

import com.fasterxml.jackson.databind.ObjectReader;
import io.m1bridge.contracts.CampaignCounts;
import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.ContactEngagement;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.contracts.MachineLikelihood;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.edm.machine.MachineModel;
import io.m1bridge.edm.summary.CampaignFact;
import io.m1bridge.edm.summary.CampaignTally;
import io.m1bridge.edm.summary.LinkFact;
import io.m1bridge.edm.summary.LinkTally;
import io.m1bridge.edm.summary.SuppressionRules;
import io.m1bridge.kafka.serde.JsonSerde;
import io.m1bridge.kafka.streams.ByAccount;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Engagement in, tables out. Per recipient first, where the events already are: contact engagement
 * and suppressions. What an event means for its campaign then goes to where the campaign lives:
 * there machines are told from people, and all is added up.
 *
 * <p>Why: {@code docs/rationale.md#the-derived-tables-are-a-second-streams-application}.
 */
public final class TablesTopology {

  /**
   * Ends the application id of the tables, unless it is set. Whoever changes stores, what is
   * written in them, or subtopologies, gives it the next number, and says so in the CHANGELOG.
   *
   * <p>Why: {@code docs/rationale.md#tables-whose-stores-change-get-a-new-application-id}.
   */
  public static final String APPLICATION = "-tables-2";

  /** Ends it as well where events are keyed by HMACs: there is one subtopology more. */
  public static final String BY_ADDRESS_APPLICATION = "-by-address";

  static final String BY_ADDRESS = "by-address";
  static final String TALLIES = "campaign-tallies";
  static final String LINKS = "link-tallies";
  static final String FACTS = "campaign-facts";

  private static final ObjectReader COUNTS = ContractJson.mapper().readerFor(CampaignCounts.class);

  private TablesTopology() {}

  /**
   * Builds it.
   *
   * @param hmacs whether events are keyed by HMACs: then they are brought to where their recipient
   *     is, under the address; one of which the secret changed is one recipient all the same
   * @param links so many links of a campaign are counted one by one
   * @param onUnreadable told of each record that cannot be understood, and is left out
   */
  public static Topology build(
      TableTopics topics,
      SuppressionRules rules,
      MachineModel machines,
      boolean hmacs,
      int links,
      Runnable onUnreadable) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, byte[]> events = source(builder, "engagement", topics.engagement().name());
    KStream<String, Derived> derived =
        (hmacs ? byAddress(events) : events)
            .process(RecipientProcessor.supplier(rules, onUnreadable), Named.as("recipient"));
    derived
        .flatMapValues(value -> only(Derived.Contact.class, value), Named.as("contacts"))
        .mapValues(Derived.Contact::value)
        .to(
            topics.contactEngagement().name(),
            Produced.with(Serdes.String(), JsonSerde.of(ContactEngagement.class)));
    // contact-sync's tasks, which are by account, read them before anything else.
    StreamPartitioner<String, Suppression> suppressionsByAccount = ByAccount::partition;
    derived
        .flatMapValues(value -> only(Derived.Suppressed.class, value), Named.as("suppressions"))
        .mapValues(Derived.Suppressed::value)
        .to(
            topics.suppressions().name(),
            Produced.with(Serdes.String(), JsonSerde.of(Suppression.class), suppressionsByAccount));
    KStream<String, CampaignFact> facts =
        derived
            .flatMapValues(value -> only(Derived.Fact.class, value), Named.as("facts"))
            .mapValues(Derived.Fact::value)
            .repartition(
                Repartitioned.with(Serdes.String(), JsonSerde.of(CampaignFact.class))
                    .withName(FACTS)
                    .withNumberOfPartitions(Topics.PARTITIONS)
                    .withStreamPartitioner(ByAccount::partition));
    KStream<String, CampaignFact> counts =
        source(builder, "counts", topics.campaignCounts().name())
            .flatMapValues(value -> counts(value, onUnreadable));
    KStream<String, Judged> judged =
        facts.processValues(MachineProcessor.supplier(machines), Named.as("machines"));
    StreamPartitioner<String, MachineLikelihood> byAccount = ByAccount::partition;
    judged
        .process(LikelihoodProcessor::new, Named.as("likelihood"))
        .to(
            topics.machineLikelihood().name(),
            Produced.with(Serdes.String(), JsonSerde.of(MachineLikelihood.class), byAccount));
    links(judged.flatMapValues(Judged::links), links, topics);
    stats(judged.mapValues(Judged::fact).merge(counts), topics);
    return builder.build();
  }

  private static KStream<String, byte[]> byAddress(KStream<String, byte[]> events) {
    return events
        .selectKey(RecipientProcessor::address, Named.as("address"))
        .repartition(
            Repartitioned.with(Serdes.String(), Serdes.ByteArray())
                .withName(BY_ADDRESS)
                .withNumberOfPartitions(Topics.PARTITIONS));
  }

  /**
   * The topic whose partitions the tasks of recipients own.
   *
   * @param applicationId of the tables
   * @param hmacs as for {@link #build}
   */
  public static TopicSpec ofRecipients(TableTopics topics, String applicationId, boolean hmacs) {
    return hmacs
        ? topics.engagement().named(applicationId + "-" + BY_ADDRESS + "-repartition")
        : topics.engagement();
  }

  private static void stats(KStream<String, CampaignFact> facts, TableTopics topics) {
    // A plain store: nobody asks for the timestamps that Streams would keep beside the values.
    Materialized<String, CampaignTally, KeyValueStore<Bytes, byte[]>> store =
        Materialized.<String, CampaignTally>as(Stores.persistentKeyValueStore(TALLIES))
            .withKeySerde(Serdes.String())
            .withValueSerde(JsonSerde.of(CampaignTally.class))
            .withCachingEnabled();
    StreamPartitioner<String, CampaignStats> byAccount = ByAccount::partition;
    facts
        .groupByKey(Grouped.with(Serdes.String(), JsonSerde.of(CampaignFact.class)))
        .aggregate(
            () -> CampaignTally.NONE,
            (key, fact, tally) -> tally.plus(fact),
            Named.as("tally"),
            store)
        .toStream()
        .process(
            () -> new TallyProcessor<>(CampaignStats.TYPE, CampaignTally::stats), Named.as("stats"))
        .to(
            topics.campaignStats().name(),
            Produced.with(Serdes.String(), JsonSerde.of(CampaignStats.class), byAccount));
  }

  private static void links(KStream<String, LinkFact> facts, int most, TableTopics topics) {
    Materialized<String, LinkTally, KeyValueStore<Bytes, byte[]>> store =
        Materialized.<String, LinkTally>as(Stores.persistentKeyValueStore(LINKS))
            .withKeySerde(Serdes.String())
            .withValueSerde(JsonSerde.of(LinkTally.class))
            .withCachingEnabled();
    StreamPartitioner<String, LinkStats> byAccount = ByAccount::partition;
    facts
        .groupByKey(Grouped.with(Serdes.String(), JsonSerde.of(LinkFact.class)))
        .aggregate(
            () -> LinkTally.NONE,
            (key, fact, tally) -> tally.plus(fact, most),
            Named.as("links"),
            store)
        .toStream()
        .process(
            () -> new TallyProcessor<>(LinkStats.TYPE, LinkTally::stats), Named.as("link-stats"))
        .to(
            topics.linkStats().name(),
            Produced.with(Serdes.String(), JsonSerde.of(LinkStats.class), byAccount));
  }

  private static KStream<String, byte[]> source(StreamsBuilder builder, String name, String topic) {
    return builder.stream(
        topic,
        Consumed.with(Serdes.String(), Serdes.ByteArray())
            .withOffsetResetPolicy(AutoOffsetReset.earliest())
            .withName(name));
  }

  private static <T extends Derived> List<T> only(Class<T> type, Derived value) {
    return type.isInstance(value) ? List.of(type.cast(value)) : List.of();
  }

  private static List<CampaignFact> counts(byte @Nullable [] value, Runnable onUnreadable) {
    if (value == null) {
      return List.of();
    }
    try {
      return List.of(CampaignFact.of(COUNTS.<CampaignCounts>readValue(value)));
    } catch (IOException e) {
      onUnreadable.run();
      return List.of();
    }
  }
}
