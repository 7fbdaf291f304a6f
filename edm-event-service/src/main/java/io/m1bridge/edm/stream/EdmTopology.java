package io.m1bridge.edm.stream;

import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.edm.poll.PollEnvironment;
import io.m1bridge.kafka.streams.ByAccount;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Accounts and commands in, campaigns and engagement out: one processor per partition of the
 * accounts topic, which makes every account the business of exactly one task.
 */
public final class EdmTopology {

  static final String ENGAGEMENT = "engagement";
  static final String CAMPAIGNS = "campaigns";
  static final String CAMPAIGN_COUNTS = "campaign-counts";
  static final String COMPLETENESS = "completeness";
  static final String DEAD_LETTERS = "dead-letters";
  private static final String ACCOUNTS = "accounts";
  private static final String COMMANDS = "commands";
  private static final String POLL = "poll";

  private EdmTopology() {}

  /**
   * Builds it.
   *
   * @param history for tasks whose ledger is empty
   * @param form of events
   */
  public static Topology build(
      EdmTopics topics,
      PollEnvironment environment,
      PollBoard board,
      History history,
      EventForm form) {
    StringSerializer keys = new StringSerializer();
    ByteArraySerializer values = new ByteArraySerializer();
    StreamPartitioner<String, byte[]> byAccount = ByAccount::partition;
    Topology topology =
        new Topology()
            .addSource(
                AutoOffsetReset.earliest(),
                ACCOUNTS,
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topics.accounts().name())
            .addSource(
                AutoOffsetReset.earliest(),
                COMMANDS,
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topics.commands().name())
            .addProcessor(
                POLL, new Supplier(environment, board, history, topics, form), ACCOUNTS, COMMANDS)
            .addSink(ENGAGEMENT, topics.engagement().name(), keys, values, POLL)
            .addSink(CAMPAIGNS, topics.campaigns().name(), keys, values, byAccount, POLL)
            .addSink(CAMPAIGN_COUNTS, topics.campaignCounts().name(), keys, values, byAccount, POLL)
            .addSink(COMPLETENESS, topics.completeness().name(), keys, values, byAccount, POLL)
            .addSink(DEAD_LETTERS, topics.deadLetters().name(), keys, values, byAccount, POLL);
    topics
        .byAction()
        .forEach(
            (action, topic) -> topology.addSink(sinkOf(action), topic.name(), keys, values, POLL));
    return topology;
  }

  /** Of the topic that has the events of one action. */
  static String sinkOf(EngagementEvent.Action action) {
    return ENGAGEMENT + "-" + action.word();
  }

  private record Supplier(
      PollEnvironment environment,
      PollBoard board,
      History history,
      EdmTopics topics,
      EventForm form)
      implements ProcessorSupplier<String, byte[], String, byte[]> {

    @Override
    public Processor<String, byte[], String, byte[]> get() {
      return new PollProcessor(environment, board, history, topics, form);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return EdmStores.builders();
    }
  }
}
