package io.m1bridge.edm;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.account.AccountAccess;
import io.m1bridge.contracts.Topics;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.edm.engagement.RecipientSettings;
import io.m1bridge.edm.machine.MachineModel;
import io.m1bridge.edm.poll.PollEnvironment;
import io.m1bridge.edm.poll.PollMetrics;
import io.m1bridge.edm.stream.BoardMetrics;
import io.m1bridge.edm.stream.EdmTopics;
import io.m1bridge.edm.stream.EdmTopology;
import io.m1bridge.edm.stream.EngagementHistory;
import io.m1bridge.edm.stream.EventForm;
import io.m1bridge.edm.stream.History;
import io.m1bridge.edm.stream.PollBoard;
import io.m1bridge.edm.summary.LinkTally;
import io.m1bridge.edm.summary.SuppressionRules;
import io.m1bridge.edm.table.TableSettings;
import io.m1bridge.edm.table.TableTopics;
import io.m1bridge.edm.table.TablesTopology;
import io.m1bridge.edm.web.Commands;
import io.m1bridge.edm.web.Tables;
import io.m1bridge.kafka.access.AccessNeeds;
import io.m1bridge.kafka.streams.StreamsLifecycle;
import io.m1bridge.kafka.streams.StreamsOptions;
import io.m1bridge.kafka.streams.StreamsSettings;
import io.m1bridge.kafka.topic.StreamsClients;
import io.m1bridge.kafka.topic.TopicSettings;
import io.m1bridge.kafka.topic.TopicSetup;
import io.m1bridge.m1.M1Port;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.owner.web.Replicas;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts the service together. */
@Singleton
class EdmBeans {

  @Produces
  @Singleton
  PollBoard board() {
    return new PollBoard();
  }

  @Produces
  @Singleton
  StreamsLifecycle lifecycle(
      EdmConfig config,
      StreamsOptions options,
      TopicSettings topicSettings,
      @Identifier("default-kafka-broker") Map<String, Object> connection,
      AccountAccess access,
      M1Port m1,
      MeterRegistry metrics,
      PollBoard board,
      Clock clock) {
    EdmTopics topics = EdmTopics.named(topicSettings::named, config.typeTopics().orElse(Set.of()));
    TopicSetup setup = new TopicSetup(connection, topicSettings);
    History history = new EngagementHistory(connection, topics);
    PollEnvironment environment =
        new PollEnvironment(
            access,
            m1,
            config.poll(),
            new EngagementMapper(config.zone()),
            new PollMetrics(metrics),
            clock,
            new SecureRandom(),
            false);
    EventForm form = new EventForm(config.recipients().keys(), config.maxEventBytes());
    BoardMetrics.register(metrics, board, clock);
    return new StreamsLifecycle(
        problem -> setup.awaitFit(topics.owned(), topics.used(), problem),
        () ->
            EdmTopology.build(
                topics,
                environment.withRetention(setup.retentionLimit(topics.engagement())),
                board,
                history,
                form),
        new AccessNeeds.Others(
            Set.of(topics.engagement().name(), topics.deadLetters().name()),
            Set.of(topics.commands().name())),
        new StreamsClients(topicSettings),
        StreamsSettings.of(config.applicationId(), connection, options),
        options,
        clock);
  }

  @Produces
  @Singleton
  Replicas replicas(
      StreamsLifecycle lifecycle,
      StreamsOptions options,
      TopicSettings topicSettings,
      PollBoard board) {
    return Replicas.of(
        lifecycle, options.applicationServer(), topicSettings.named(Topics.ACCOUNTS), board::owns);
  }

  @Produces
  @Singleton
  CommandLog commandLog(
      TopicSettings topicSettings,
      @Identifier("default-kafka-broker") Map<String, Object> connection,
      Clock clock) {
    return CommandLog.to(connection, topicSettings.named(Topics.EDM_COMMANDS), clock);
  }

  void close(@Disposes CommandLog log) {
    log.close();
  }

  @Produces
  @Singleton
  Commands commands(
      EdmConfig config,
      CommandLog log,
      PollBoard board,
      Replicas replicas,
      TopicSettings topicSettings) {
    return new Commands(
        log, board, replicas::answer, topicSettings.named(Topics.EDM_COMMANDS), config.zone());
  }

  @Produces
  @Singleton
  Tables tableQuestions(
      EdmConfig config,
      TablesLifecycle tables,
      StreamsOptions options,
      TopicSettings topicSettings,
      ObjectMapper json) {
    TableTopics topics = TableTopics.named(topicSettings::named);
    return new Tables(
        tables.streams(),
        options.applicationServer(),
        topics,
        TablesTopology.ofRecipients(topics, tablesId(config), areHmacs(config)),
        rules(config.tables()),
        json);
  }

  private static boolean areHmacs(EdmConfig config) {
    return config.recipients().key() == RecipientSettings.Key.HMAC;
  }

  private static String tablesId(EdmConfig config) {
    String usual = config.applicationId() + TablesTopology.APPLICATION;
    return config
        .tables()
        .applicationId()
        .orElse(areHmacs(config) ? usual + TablesTopology.BY_ADDRESS_APPLICATION : usual);
  }

  private static SuppressionRules rules(TableSettings settings) {
    return new SuppressionRules(settings.softFinals(), settings.softWithin());
  }

  /** The tables are an application of their own: whatever becomes of it, rows are published. */
  @Produces
  @Singleton
  TablesLifecycle tables(
      EdmConfig config,
      StreamsOptions options,
      TopicSettings topicSettings,
      @Identifier("default-kafka-broker") Map<String, Object> connection,
      MeterRegistry metrics,
      Clock clock) {
    TableSettings settings = config.tables();
    if (!settings.enabled()) {
      return new TablesLifecycle(Optional.empty());
    }
    TableTopics topics = TableTopics.named(topicSettings::named);
    TopicSetup setup = new TopicSetup(connection, topicSettings);
    SuppressionRules rules = rules(settings);
    MachineModel machines = new MachineModel(settings.machines());
    int links = LinkTally.most(settings.links());
    Counter unreadable =
        Counter.builder("m1bridge.edm.tables.unreadable")
            .description("Records of edm.engagement that are no events, left out of the tables")
            .register(metrics);
    return new TablesLifecycle(
        Optional.of(
            new StreamsLifecycle(
                problem -> setup.awaitFit(topics.owned(), topics.used(), problem),
                () ->
                    TablesTopology.build(
                        topics, rules, machines, areHmacs(config), links, unreadable::increment),
                new StreamsClients(topicSettings),
                StreamsSettings.of(tablesId(config), connection, options),
                options,
                clock)));
  }
}
