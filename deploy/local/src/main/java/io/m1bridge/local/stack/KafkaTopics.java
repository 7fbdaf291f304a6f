package io.m1bridge.local.stack;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.local.options.UserError;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** What a run needs to know and make in Kafka before the services do. */
public final class KafkaTopics implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Admin admin;
  private final String bootstrapServers;

  private KafkaTopics(Admin admin, String bootstrapServers) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Connects.
   *
   * @throws UserError if no broker answers
   */
  public static KafkaTopics of(String bootstrapServers) {
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis());
    KafkaTopics topics;
    try {
      topics = new KafkaTopics(Admin.create(config), bootstrapServers);
    } catch (org.apache.kafka.common.KafkaException e) {
      throw unreachable(bootstrapServers, e);
    }
    topics.get(topics.admin.describeCluster().nodes());
    return topics;
  }

  /** Makes the topic if it is not there: the CRM's side owns the changes, and here that is us. */
  public void create(TopicSpec spec) {
    NewTopic topic =
        new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.empty())
            .configs(spec.config());
    try {
      admin.createTopics(List.of(topic)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new UserError(
            "Kafka at " + bootstrapServers + " did not make the topic " + spec.name() + ": " + e,
            "Make it yourself, or allow it.",
            e);
      }
    } catch (TimeoutException e) {
      throw unreachable(bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while making a topic", e);
    }
  }

  /** The topic takes records of any time from now on. */
  public void takeAnyTimestamp(String topic) {
    AlterConfigOp any =
        new AlterConfigOp(
            new ConfigEntry("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)),
            AlterConfigOp.OpType.SET);
    get(
        admin
            .incrementalAlterConfigs(
                Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(any)))
            .all());
  }

  /** Where the topics end now; those that are not there yet are left out. */
  public Map<TopicPartition, Long> ends(Collection<String> names) {
    Set<String> there = get(admin.listTopics().names());
    List<String> existing = names.stream().filter(there::contains).toList();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions(existing).forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    return get(admin.listOffsets(asked).all()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  /** All partitions of these topics, each at where it ended before, or at its beginning. */
  public Map<TopicPartition, Long> starts(
      Collection<String> names, Map<TopicPartition, Long> endsBefore) {
    return partitions(names).stream()
        .collect(
            Collectors.toMap(
                partition -> partition, partition -> endsBefore.getOrDefault(partition, 0L)));
  }

  private List<TopicPartition> partitions(Collection<String> names) {
    Map<String, TopicDescription> topics =
        get(admin.describeTopics(List.copyOf(names)).allTopicNames());
    return topics.values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(info -> new TopicPartition(topic.name(), info.partition())))
        .toList();
  }

  private <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw unreachable(bootstrapServers, e);
      }
      throw new IllegalStateException("Kafka at " + bootstrapServers + " refused", e);
    } catch (TimeoutException e) {
      throw unreachable(bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Kafka", e);
    }
  }

  private static UserError unreachable(String bootstrapServers, Exception cause) {
    return new UserError(
        "No Kafka answers at " + bootstrapServers + ".",
        "Is it running, is the address right, and is advertised.listeners reachable from here? "
            + "Without --kafka one is started.",
        cause);
  }

  @Override
  public void close() {
    admin.close();
  }
}
