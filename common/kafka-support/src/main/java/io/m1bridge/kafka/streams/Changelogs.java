package io.m1bridge.kafka.streams;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the changelogs of stores that a new version has and the version before had not. Kafka
 * Streams leaves that to the leader of the group, who in an upgrade, replica by replica, is of the
 * version before for a while: it knows nothing of the new store, and the new replica's tasks would
 * wait for a topic that nobody makes.
 *
 * <p>At the first start of all nothing is made here: the leader is of this version then. Stores are
 * taken for key-value stores with a changelog, as all of ours are.
 */
final class Changelogs {

  private static final Logger LOG = LoggerFactory.getLogger(Changelogs.class);

  private final Properties settings;
  private final KafkaClientSupplier clients;
  private final Duration pause;

  /**
   * @param settings of the Streams application
   * @param clients whose admin makes topics as Streams would
   * @param pause between attempts
   */
  Changelogs(Properties settings, KafkaClientSupplier clients, Duration pause) {
    this.settings = settings;
    this.clients = clients;
    this.pause = pause;
  }

  /**
   * To be called before the application is started with this topology; waits until Kafka has what
   * is missing.
   *
   * @throws InterruptedException when the thread is interrupted, which alone ends it early
   */
  void startsWith(Topology topology) throws InterruptedException {
    boolean told = false;
    while (!made(topology, !told)) {
      told = true;
      Thread.sleep(pause.toMillis());
    }
  }

  private boolean made(Topology topology, boolean tell) throws InterruptedException {
    try (Admin admin = clients.getAdmin(StreamsSettings.adminOf(settings))) {
      Set<String> existing = admin.listTopics().names().get();
      for (Subtopology part : topology.describe().subtopologies()) {
        Set<String> read = read(part);
        Set<String> missing = changelogs(part);
        Set<String> present = new HashSet<>(missing);
        present.retainAll(existing);
        missing.removeAll(existing);
        if (!missing.isEmpty() && existing.containsAll(read) && ranBefore(admin)) {
          make(admin, missing, partitions(admin, read), config(admin, present));
        }
      }
      return true;
    } catch (ExecutionException e) {
      if (tell) {
        LogLine.warn(LOG)
            .with(LogKey.GROUP, group())
            .because(e)
            .say("The changelogs of new stores cannot be made; trying again");
      }
      return false;
    }
  }

  /** Whether a version of the application has committed, so that its members may be there yet. */
  private boolean ranBefore(Admin admin) throws ExecutionException, InterruptedException {
    return !admin.listConsumerGroupOffsets(group()).partitionsToOffsetAndMetadata().get().isEmpty();
  }

  private static void make(
      Admin admin, Set<String> missing, int partitions, Map<String, String> config)
      throws ExecutionException, InterruptedException {
    List<NewTopic> topics =
        missing.stream()
            .map(
                name ->
                    new NewTopic(name, Optional.of(partitions), Optional.<Short>empty())
                        .configs(config))
            .toList();
    for (var answer : admin.createTopics(topics).values().entrySet()) {
      try {
        answer.getValue().get();
        LogLine.info(LOG)
            .with(LogKey.TOPIC, answer.getKey())
            .say("Made the changelog of a store that the version before had not");
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  /** As many as the widest topic that the tasks of these stores read, as Kafka Streams counts. */
  private static int partitions(Admin admin, Set<String> read)
      throws ExecutionException, InterruptedException {
    return admin.describeTopics(read).allTopicNames().get().values().stream()
        .mapToInt(topic -> topic.partitions().size())
        .max()
        .orElseThrow();
  }

  /** As that of a store beside them: how soon what is deleted has to go is alike. */
  private static Map<String, String> config(Admin admin, Set<String> present)
      throws ExecutionException, InterruptedException {
    Map<String, String> config = new HashMap<>();
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    Optional<String> beside = present.stream().sorted().findFirst();
    if (beside.isPresent()) {
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, beside.get());
      try {
        for (Config found : admin.describeConfigs(Set.of(topic)).all().get().values()) {
          found.entries().stream()
              .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
              .forEach(entry -> config.put(entry.name(), entry.value()));
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof AuthorizationException)) {
          throw e;
        }
        // edm-event may not ask, and needs nothing but the clean-up.
        LogLine.debug(LOG).with(LogKey.TOPIC, beside.get()).say("Its settings may not be seen");
      }
    }
    return config;
  }

  private Set<String> read(Subtopology part) {
    Set<String> named =
        part.nodes().stream()
            .filter(Source.class::isInstance)
            .map(node -> ((Source) node).topicSet())
            .filter(topics -> topics != null)
            .flatMap(Set::stream)
            .collect(Collectors.toSet());
    return named.stream()
        .map(name -> name.endsWith("-repartition") ? group() + "-" + name : name)
        .collect(Collectors.toSet());
  }

  private Set<String> changelogs(Subtopology part) {
    Set<String> names = new HashSet<>();
    for (Node node : part.nodes()) {
      if (node instanceof Processor processor) {
        processor.stores().forEach(store -> names.add(group() + "-" + store + "-changelog"));
      }
    }
    return names;
  }

  private String group() {
    return settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
  }
}
