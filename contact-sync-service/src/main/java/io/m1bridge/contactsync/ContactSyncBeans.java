package io.m1bridge.contactsync;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.contactsync.avro.SchemaRegistry;
import io.m1bridge.contactsync.avro.SchemaRegistryConfig;
import io.m1bridge.contactsync.avro.Schemas;
import io.m1bridge.contactsync.call.Sender;
import io.m1bridge.contactsync.consent.SuppressionPolicy;
import io.m1bridge.contactsync.consent.SuppressionsRead;
import io.m1bridge.contactsync.errand.Errands;
import io.m1bridge.contactsync.metric.SyncMeter;
import io.m1bridge.contactsync.price.Prices;
import io.m1bridge.contactsync.replay.ReplayConfig;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contactsync.task.SyncTopics;
import io.m1bridge.contactsync.task.SyncTopology;
import io.m1bridge.contactsync.task.TaskEnvironment;
import io.m1bridge.contactsync.task.TaskSettings;
import io.m1bridge.contactsync.trace.ChangeTraces;
import io.m1bridge.contactsync.view.TaskViews;
import io.m1bridge.contactsync.web.Commands;
import io.m1bridge.contactsync.web.ForgottenTopics;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.kafka.access.AccessNeeds;
import io.m1bridge.kafka.hold.RecordGate;
import io.m1bridge.kafka.streams.StreamsLifecycle;
import io.m1bridge.kafka.streams.StreamsOptions;
import io.m1bridge.kafka.streams.StreamsSettings;
import io.m1bridge.kafka.topic.StreamsClients;
import io.m1bridge.kafka.topic.TopicSettings;
import io.m1bridge.kafka.topic.TopicSetup;
import io.m1bridge.kafka.topic.TopicStays;
import io.m1bridge.m1.M1Port;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.owner.web.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the service together. */
@Singleton
class ContactSyncBeans {

  @Produces
  @Singleton
  TaskViews views() {
    return new TaskViews();
  }

  @Produces
  @Singleton
  SyncMeter meter(MeterRegistry registry, TaskViews views) {
    return new SyncMeter(registry, views);
  }

  @Produces
  @Singleton
  Schemas schemas(SchemaRegistryConfig config, Clock clock) {
    return SchemaRegistry.of(config, clock);
  }

  void close(@Disposes Schemas schemas) throws Exception {
    if (schemas instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  @Produces
  @Singleton
  Sources sources(ContactSyncConfig config, Schemas schemas, Clock clock) {
    return Sources.of(config.intakeSettings(), config.sources(), schemas, clock);
  }

  @Produces
  @Singleton
  SuppressionsRead suppressionsRead(
      ContactSyncConfig config,
      TopicSettings topicSettings,
      @Identifier("default-kafka-broker") Map<String, Object> connection) {
    return new SuppressionsRead(
        connection,
        config.applicationId(),
        topicSettings.named(Topics.SUPPRESSIONS).name(),
        Topics.PARTITIONS);
  }

  void close(@Disposes SuppressionsRead read) {
    read.close();
  }

  @Produces
  @Singleton
  StreamsLifecycle lifecycle(
      ContactSyncConfig config,
      TaskSettings settings,
      StreamsOptions options,
      TopicSettings topicSettings,
      @Identifier("default-kafka-broker") Map<String, Object> connection,
      Sources sources,
      AccountAccess access,
      M1Port m1,
      SyncMeter meter,
      TaskViews views,
      SuppressionsRead suppressions,
      ChangeTraces traces,
      Errands errands,
      ReplayConfig replay,
      Clock clock) {
    TaskSettings.check(settings);
    replay.check();
    boolean joinsGroup = settings.suppressions() == SuppressionPolicy.DO_NOT_MAIL_GROUP;
    sources.identities().check(settings.fieldOwners(), joinsGroup, settings.reconcile().every());
    boolean obeyed = settings.suppressions().readsSuppressions();
    TopicSetup setup = new TopicSetup(connection, topicSettings);
    TaskEnvironment environment =
        new TaskEnvironment(
            access,
            new Sender(access, m1),
            meter,
            traces,
            clock,
            new SecureRandom(),
            partition -> !obeyed || suppressions.test(partition),
            errands,
            sources.labels(),
            sources.fields());
    return new StreamsLifecycle(
        problem -> {
          setup.awaitFit(owned(settings, topicSettings), used(topicSettings, sources), problem);
          if (obeyed) {
            suppressions.await(problem);
          }
        },
        () ->
            SyncTopology.of(
                topics(topicSettings, config.applicationId()),
                settings,
                environment,
                sources,
                views),
        new AccessNeeds.Others(
            readBesides(topicSettings, config.applicationId()),
            Set.of(topicSettings.named(Topics.CONTACT_SYNC_COMMANDS).name())),
        new StreamsClients(topicSettings, readable(topicSettings, sources)),
        StreamsSettings.of(config.applicationId(), connection, options),
        options,
        clock);
  }

  /** Other topics of the application hold nothing in Avro. */
  private static RecordGate readable(TopicSettings settings, Sources sources) {
    Set<String> topics = Set.copyOf(sources.topics(settings.named(Topics.CONTACT_CHANGES).name()));
    return record -> !topics.contains(record.topic()) || sources.isReadable(record);
  }

  @Produces
  @Singleton
  Replicas replicas(
      StreamsLifecycle lifecycle,
      StreamsOptions options,
      TopicSettings topicSettings,
      TaskViews views) {
    TopicSpec owned = topicSettings.named(Topics.CONTACT_SYNC_INTENTS);
    return Replicas.of(lifecycle, options.applicationServer(), owned, views::owns);
  }

  @Produces
  @Singleton
  Stores stores(StreamsLifecycle lifecycle) {
    return new Stores(lifecycle);
  }

  @Produces
  @Singleton
  CommandLog commandLog(
      TopicSettings topicSettings,
      @Identifier("default-kafka-broker") Map<String, Object> connection,
      Clock clock) {
    return CommandLog.to(connection, topicSettings.named(Topics.CONTACT_SYNC_COMMANDS), clock);
  }

  void close(@Disposes CommandLog log) {
    log.close();
  }

  @Produces
  @Singleton
  Commands commands(CommandLog log, TaskViews views, TopicSettings topicSettings) {
    return new Commands(log, views, topicSettings.named(Topics.CONTACT_SYNC_COMMANDS));
  }

  @Produces
  @Singleton
  Prices prices(ContactSyncConfig config, Sources sources, TaskSettings settings, Clock clock) {
    return new Prices(config.intakeSettings(), sources.identities(), settings, clock);
  }

  @Produces
  @Singleton
  ForgottenTopics forgottenTopics(
      ContactSyncConfig config,
      TaskSettings settings,
      TopicSettings topicSettings,
      @Identifier("default-kafka-broker") Map<String, Object> connection,
      Sources sources) {
    SyncTopics topics = topics(topicSettings, config.applicationId());
    return new ForgottenTopics(
        new TopicStays(connection, settings.forget().beat()),
        SyncTopology.withContacts(topics, config.applicationId()),
        topics.routed(),
        Set.copyOf(sources.topics(topics.changes())));
  }

  /**
   * The change topic is upstream's and the suppressions are edm-event's, yet they are created here
   * where they are missing: this service works without the others.
   */
  private static List<TopicSpec> owned(TaskSettings task, TopicSettings settings) {
    Stream<TopicSpec> read =
        task.suppressions().readsSuppressions()
            ? Stream.of(settings.named(Topics.SUPPRESSIONS))
            : Stream.empty();
    Stream<TopicSpec> own =
        Stream.of(
            settings.named(Topics.CONTACT_CHANGES),
            settings.named(Topics.SYNC_RESULTS),
            settings.named(Topics.DEAD_LETTERS),
            settings.named(Topics.UNDELIVERED),
            settings.named(Topics.CONTACT_SYNC_INTENTS),
            settings.named(Topics.CONTACT_SYNC_COMMANDS));
    return Stream.concat(own, read).toList();
  }

  /** Letters are read to be replayed, and settings of internal topics to tell what they forget. */
  private static Set<String> readBesides(TopicSettings settings, String applicationId) {
    return Stream.concat(
            Stream.of(settings.named(Topics.DEAD_LETTERS).name()),
            SyncTopology.withContacts(topics(settings, applicationId), applicationId).stream()
                .filter(name -> name.startsWith(applicationId + "-")))
        .collect(Collectors.toSet());
  }

  /** Topics that a mapping reads are somebody else's: they only have to exist. */
  private static List<TopicSpec> used(TopicSettings settings, Sources sources) {
    return Stream.concat(
            Stream.of(settings.named(Topics.ACCOUNTS)),
            sources.mappedTopics().stream().map(Topics.CONTACT_CHANGES::named))
        .toList();
  }

  private static SyncTopics topics(TopicSettings settings, String applicationId) {
    return new SyncTopics(
        settings.named(Topics.CONTACT_CHANGES).name(),
        settings.named(Topics.SYNC_RESULTS).name(),
        settings.named(Topics.DEAD_LETTERS).name(),
        settings.named(Topics.UNDELIVERED).name(),
        settings.named(Topics.CONTACT_SYNC_INTENTS).name(),
        settings.named(Topics.ACCOUNTS).name(),
        settings.named(Topics.CONTACT_SYNC_COMMANDS).name(),
        settings.named(Topics.SUPPRESSIONS).name(),
        SyncTopology.routed(applicationId),
        Topics.PARTITIONS);
  }
}
