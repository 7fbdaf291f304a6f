package io.m1bridge.kafka.topic;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.kafka.access.Denied;
import io.m1bridge.kafka.topic.Answers.Unanswered;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes topics as Streams asks for them, with the operator's settings; those that the brokers'
 * policy refuses without the settings that are only wishes, as {@link TopicCreation} does for
 * topics of ours. By itself Streams gives up at the first refusal, for instance of {@code
 * segment.bytes}, which it sets at each repartition topic.
 */
final class InternalTopicAdmin extends ForwardingAdmin {

  private static final Logger LOG = LoggerFactory.getLogger(InternalTopicAdmin.class);

  private final TopicSettings settings;
  private final Denied denied;

  InternalTopicAdmin(Map<String, Object> config, TopicSettings settings) {
    super(config);
    this.settings = settings;
    this.denied = Denied.of(config);
  }

  @Override
  public CreateTopicsResult createTopics(Collection<NewTopic> topics, CreateTopicsOptions options) {
    List<NewTopic> wanted = topics.stream().map(this::asSet).toList();
    CreateTopicsResult result = super.createTopics(wanted, options);
    List<NewTopic> refused =
        wanted.stream()
            .filter(topic -> isRefused(Objects.requireNonNull(result.values().get(topic.name()))))
            .toList();
    if (refused.isEmpty() || !refused.stream().allMatch(this::madeWithoutWishes)) {
      return result;
    }
    // "It exists": Streams looks at such a topic again and goes on.
    return super.createTopics(wanted, options);
  }

  /**
   * Does nothing, where {@link ForwardingAdmin} throws, which Streams logs as an error for each of
   * its metrics (Kafka 4.4.0): what it would push to the brokers (KIP-1076), a service shows
   * itself.
   */
  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {}

  /** As {@link #registerMetricForSubscription}. */
  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {}

  private NewTopic asSet(NewTopic topic) {
    if (!settings.config().containsKey(topic.name())) {
      return topic;
    }
    return new NewTopic(topic.name(), Optional.of(topic.numPartitions()), replicas(topic))
        .configs(spec(topic).config());
  }

  private static boolean isRefused(KafkaFuture<Void> answer) {
    try {
      Answers.await(answer);
      return false;
    } catch (PolicyViolationException | InvalidConfigurationException e) {
      return true;
    } catch (KafkaException | Unanswered e) {
      LogLine.debug(LOG).because(e).say("Streams deals with this failure itself");
      return false;
    }
  }

  private boolean madeWithoutWishes(NewTopic topic) {
    Optional<String> problem =
        new TopicCreation(super::createTopics, replicas(topic), denied).create(spec(topic));
    problem.ifPresent(
        text -> LogLine.error(LOG).with(LogKey.REASON, text).say("Kafka Streams cannot start"));
    return problem.isEmpty();
  }

  private TopicSpec spec(NewTopic topic) {
    Map<String, String> config = Objects.requireNonNullElse(topic.configs(), Map.of());
    return settings.named(new TopicSpec(topic.name(), topic.numPartitions(), config));
  }

  private static Optional<Short> replicas(NewTopic topic) {
    return Optional.of(topic.replicationFactor()).filter(count -> count > 0);
  }
}
