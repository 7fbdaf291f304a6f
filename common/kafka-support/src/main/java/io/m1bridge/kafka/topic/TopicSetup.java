package io.m1bridge.kafka.topic;

import static io.m1bridge.kafka.topic.Answers.await;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.kafka.access.Denied;
import io.m1bridge.kafka.topic.Answers.Unanswered;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics a service owns where that is allowed, and checks every topic it uses.
 * Blocking; meant for a background thread at start, see {@code StreamsLifecycle}.
 */
public final class TopicSetup {

  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

  private static final int MAX_REPLICAS = 3;
  private static final Duration VISIBLE_POLL = Duration.ofMillis(100);

  /**
   * Services that start together miss each other's topics by a moment only. Doubled by ourselves:
   * Kafka's own back-off is internal to its clients from 4.4 on.
   */
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);

  private final Map<String, Object> connection;
  private final TopicSettings settings;
  private final Denied denied;
  private volatile Map<String, Map<String, String>> configs = Map.of();

  /**
   * @param connection Kafka client properties, {@code bootstrap.servers} and security settings
   */
  public TopicSetup(Map<String, Object> connection, TopicSettings settings) {
    this.connection = Map.copyOf(connection);
    this.settings = settings;
    this.denied = Denied.of(connection);
  }

  /**
   * One attempt.
   *
   * @param owned topics that the service creates if it may; under their final names
   * @param used topics that somebody else owns: only checked
   * @throws TopicsUnfit when topics are missing or differ; all of them in one message
   * @throws KafkaUnreachable when Kafka does not answer
   */
  public void ensure(Collection<TopicSpec> owned, Collection<TopicSpec> used) {
    List<TopicSpec> all = Stream.concat(owned.stream(), used.stream()).toList();
    try (Admin admin = Admin.create(AdminSettings.of(connection))) {
      List<String> problems = new ArrayList<>();
      Map<String, TopicDescription> existing = describe(admin, all, problems);
      if (!problems.isEmpty()) {
        throw new TopicsUnfit(problems);
      }
      List<TopicSpec> missing = absent(owned, existing);
      if (settings.create() && !missing.isEmpty()) {
        problems.addAll(create(admin, missing));
        existing = awaitVisible(admin, all, problems.isEmpty() ? missing : List.of());
      } else {
        problems.addAll(missing(missing));
      }
      problems.addAll(missing(absent(used, existing)));
      problems.addAll(check(admin, all, existing));
      if (!problems.isEmpty()) {
        throw new TopicsUnfit(problems);
      }
    } catch (Unanswered e) {
      throw new KafkaUnreachable(connection, e.failure());
    } catch (KafkaException e) {
      // A login that is refused; or Admin.create itself: an address that cannot be resolved, a
      // security setting that makes no sense.
      throw new KafkaUnreachable(connection, e);
    }
  }

  /**
   * Repeats {@link #ensure} until it succeeds, telling each new problem to the log and to {@code
   * onProblem}.
   *
   * @throws InterruptedException when the thread is interrupted, which alone ends it early
   */
  public void awaitFit(
      Collection<TopicSpec> owned, Collection<TopicSpec> used, Consumer<String> onProblem)
      throws InterruptedException {
    @Nullable String told = null;
    Duration pause = FIRST_RETRY;
    while (true) {
      try {
        ensure(owned, used);
        return;
      } catch (TopicsUnfit | KafkaUnreachable e) {
        String problem = String.valueOf(e.getMessage());
        if (!problem.equals(told)) {
          LogLine.warn(LOG)
              .with(LogKey.REASON, problem)
              .with(LogKey.WAIT, settings.retryEvery())
              .say("Topics are not fit yet; trying again, at least so often");
          onProblem.accept(problem);
          told = problem;
        }
      }
      pause = shorter(pause, settings.retryEvery());
      Thread.sleep(pause.toMillis());
      pause = pause.multipliedBy(2);
    }
  }

  /**
   * What makes Kafka delete the topic's records some day, as it was set when it was last checked;
   * empty if they stay for ever. A topic that was not checked counts as limited.
   */
  public Optional<String> retentionLimit(TopicSpec topic) {
    return TopicCheck.limitOf(topic, configs.getOrDefault(topic.name(), Map.of()));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Map<String, TopicDescription> describe(
      Admin admin, List<TopicSpec> topics, List<String> problems) {
    Map<String, TopicDescription> existing = new HashMap<>();
    admin
        .describeTopics(topics.stream().map(TopicSpec::name).toList())
        .topicNameValues()
        .forEach(
            (name, future) -> {
              try {
                existing.put(name, await(future));
              } catch (UnknownTopicOrPartitionException e) {
                LogLine.debug(LOG).with(LogKey.TOPIC, name).say("A topic does not exist");
              } catch (AuthorizationException e) {
                problems.add(denied.topic("Describe", name));
              }
            });
    return existing;
  }

  private static List<TopicSpec> absent(
      Collection<TopicSpec> topics, Map<String, TopicDescription> existing) {
    return topics.stream().filter(topic -> !existing.containsKey(topic.name())).toList();
  }

  /**
   * A broker may hear of a new topic later than its creator: Kafka Streams would take it for
   * missing.
   */
  private Map<String, TopicDescription> awaitVisible(
      Admin admin, List<TopicSpec> all, List<TopicSpec> created) {
    long deadline =
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(AdminSettings.ANSWER_WITHIN_MS);
    Map<String, TopicDescription> existing = describe(admin, all, new ArrayList<>());
    while (!absent(created, existing).isEmpty() && System.nanoTime() < deadline) {
      Answers.pause(VISIBLE_POLL);
      existing = describe(admin, all, new ArrayList<>());
    }
    return existing;
  }

  private List<String> create(Admin admin, List<TopicSpec> missing) {
    int replicas = settings.replicationFactor().orElseGet(() -> replicas(admin));
    if (replicas == 1 && settings.replicationFactor().isEmpty()) {
      LOG.warn("Topics get one copy, for Kafka has one broker: if it is lost, so are they");
    }
    TopicCreation creation =
        new TopicCreation(admin::createTopics, Optional.of((short) replicas), denied);
    return missing.stream().map(creation::create).flatMap(Optional::stream).toList();
  }

  private static int replicas(Admin admin) {
    return Math.min(MAX_REPLICAS, await(admin.describeCluster().nodes()).size());
  }

  private static List<String> missing(List<TopicSpec> topics) {
    return topics.stream()
        .map(topic -> topic.name() + " is missing: " + TopicCheck.creation(topic))
        .toList();
  }

  private List<String> check(
      Admin admin, List<TopicSpec> topics, Map<String, TopicDescription> existing) {
    List<TopicSpec> present =
        topics.stream().filter(topic -> existing.containsKey(topic.name())).distinct().toList();
    TopicConfigs configs = TopicConfigs.of(admin, present.stream().map(TopicSpec::name).toList());
    this.configs = Map.copyOf(configs.values());
    List<String> problems = new ArrayList<>();
    for (TopicSpec topic : present) {
      @Nullable TopicDescription description = existing.get(topic.name());
      if (description == null) {
        throw new IllegalStateException("Kafka did not answer about " + topic.name());
      }
      if (configs.refused().contains(topic.name())) {
        problems.add(denied.topic("DescribeConfigs", topic.name()));
        continue;
      }
      Map<String, String> values = configs.values().getOrDefault(topic.name(), Map.of());
      TopicCheck.problem(topic, description.partitions().size(), values).ifPresent(problems::add);
      TopicCheck.difference(topic, values)
          .ifPresent(
              text ->
                  LogLine.info(LOG)
                      .with(LogKey.REASON, text)
                      .say("A topic is not as we would set it"));
    }
    return problems;
  }
}
