package io.m1bridge.kafka.topic;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.kafka.access.Denied;
import io.m1bridge.kafka.topic.Answers.Unanswered;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates topics. Managed services refuse settings by a {@code CreateTopicPolicy}, each its own:
 * what we only wish for is then left out, with a warning that says what it means; what is needed
 * stays, or the topic is a problem.
 */
final class TopicCreation {

  private static final Logger LOG = LoggerFactory.getLogger(TopicCreation.class);

  /** What a topic is like without a wish. */
  private static final Map<String, String> MEANING =
      Map.of(
          "retention.ms", "records stay as long as the brokers' default says",
          "retention.bytes", "old records go when the brokers' limit of bytes is reached",
          "delete.retention.ms", "a reader that was away for long may miss deletions",
          "segment.ms", "erased records stay on the brokers' disks longer",
          "segment.bytes", "erased records stay on the brokers' disks longer",
          "max.compaction.lag.ms", "erased records stay on the brokers' disks longer",
          "min.cleanable.dirty.ratio", "erased records stay on the brokers' disks longer");

  private final Creator creator;
  private final Optional<Short> replicas;
  private final Denied denied;

  /** The one operation of the Admin client that is needed. */
  @FunctionalInterface
  interface Creator {
    CreateTopicsResult createTopics(Collection<NewTopic> topics, CreateTopicsOptions options);
  }

  /**
   * @param replicas of new topics; where none are given, or they are refused, the brokers' default
   */
  TopicCreation(Creator creator, Optional<Short> replicas, Denied denied) {
    this.creator = creator;
    this.replicas = replicas;
    this.denied = denied;
  }

  /** Returns why it cannot be created, with what to do. */
  Optional<String> create(TopicSpec topic) {
    try {
      request(topic, topic.config(), replicas, false);
      LogLine.info(LOG).with(LogKey.TOPIC, topic.name()).say("Created a topic");
      return Optional.empty();
    } catch (TopicExistsException e) {
      return Optional.empty(); // another replica was quicker, with the same settings
    } catch (Unanswered e) {
      throw e;
    } catch (AuthorizationException e) {
      return Optional.of(denied.topic("Create", topic.name()) + orBy(topic));
    } catch (KafkaException e) {
      return createWithoutWishes(topic);
    }
  }

  private Optional<String> createWithoutWishes(TopicSpec topic) {
    Map<String, String> accepted = new HashMap<>(topic.config());
    accepted.keySet().retainAll(topic.needed());
    Optional<Short> count = replicas;
    Optional<String> refusal = refusal(topic, accepted, count);
    if (refusal.isPresent() && replicas.isPresent()) {
      count = Optional.empty();
      refusal = refusal(topic, accepted, count);
    }
    if (refusal.isPresent()) {
      return Optional.of(
          topic.name()
              + " cannot be created: "
              + refusal.get()
              + ". It is refused also with nothing but what is needed: "
              + topic.partitions()
              + " partitions, "
              + new TreeMap<>(accepted)
              + ". Where the brokers ask for a setting, give it by m1bridge.topics.config.\""
              + topic.name()
              + "\".KEY=VALUE."
              + orBy(topic));
    }
    Map<String, String> refused = new TreeMap<>();
    for (Map.Entry<String, String> wish : new TreeMap<>(topic.config()).entrySet()) {
      if (accepted.putIfAbsent(wish.getKey(), wish.getValue()) == null) {
        Optional<String> no = refusal(topic, accepted, count);
        if (no.isPresent()) {
          accepted.remove(wish.getKey());
          refused.put(wish.getKey(), no.get());
        }
      }
    }
    return finish(topic, accepted, count, refused);
  }

  private Optional<String> finish(
      TopicSpec topic,
      Map<String, String> accepted,
      Optional<Short> count,
      Map<String, String> refused) {
    try {
      request(topic, accepted, count, false);
    } catch (TopicExistsException e) {
      return Optional.empty();
    } catch (Unanswered e) {
      throw e;
    } catch (KafkaException e) {
      return Optional.of(
          topic.name() + " cannot be created: " + e.getMessage() + "." + orBy(topic));
    }
    LogLine.info(LOG).with(LogKey.TOPIC, topic.name()).say("Created a topic");
    refused.forEach(
        (key, reason) ->
            LogLine.warn(LOG)
                .with(LogKey.TOPIC, topic.name())
                .with(LogKey.SETTING, "m1bridge.topics.config.\"" + topic.name() + "\"." + key)
                .with(LogKey.VALUE, topic.config().get(key))
                .with(LogKey.REASON, reason)
                .with(LogKey.DETAIL, MEANING.getOrDefault(key, "the brokers' default is in force"))
                .say(
                    "A topic is made without a setting, for the brokers refuse its value: set one"
                        + " that they allow, or drop it by an empty one"));
    return Optional.empty();
  }

  /** Asks without creating. */
  private Optional<String> refusal(
      TopicSpec topic, Map<String, String> config, Optional<Short> count) {
    try {
      request(topic, config, count, true);
      return Optional.empty();
    } catch (TopicExistsException e) {
      return Optional.empty();
    } catch (Unanswered e) {
      throw e;
    } catch (KafkaException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void request(
      TopicSpec topic, Map<String, String> config, Optional<Short> count, boolean onlyAsk) {
    NewTopic wanted =
        new NewTopic(topic.name(), Optional.of(topic.partitions()), count).configs(config);
    Answers.await(
        creator
            .createTopics(List.of(wanted), new CreateTopicsOptions().validateOnly(onlyAsk))
            .all());
  }

  private static String orBy(TopicSpec topic) {
    return " As an administrator: " + TopicCheck.creation(topic);
  }
}
