package io.m1bridge.kafka.topic;

import static io.m1bridge.kafka.topic.Answers.await;

import io.m1bridge.kafka.topic.Answers.Unanswered;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The settings of topics, asked for in one request.
 *
 * @param values by topic, then by setting
 * @param refused topics whose settings the brokers do not tell us
 */
record TopicConfigs(Map<String, Map<String, String>> values, Set<String> refused) {

  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(100);

  /**
   * Asks about topics that were described before. The broker that is asked may hear of a new topic
   * later than the one that described it: about those it is asked again.
   *
   * @throws Unanswered when Kafka does not answer in time
   */
  static TopicConfigs of(Admin admin, Collection<String> topics) {
    TopicConfigs found = new TopicConfigs(new HashMap<>(), new HashSet<>());
    long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
    Set<ConfigResource> open =
        topics.stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .collect(Collectors.toCollection(HashSet::new));
    while (true) {
      admin
          .describeConfigs(Set.copyOf(open))
          .values()
          .forEach(
              (topic, answer) -> {
                if (found.takes(topic.name(), answer)) {
                  open.remove(topic);
                }
              });
      if (open.isEmpty()) {
        return found;
      }
      if (System.nanoTime() >= deadline) {
        throw new Unanswered(new UnknownTopicOrPartitionException(names(open)));
      }
      Answers.pause(POLL);
    }
  }

  /** Returns false where the topic is not known yet. */
  private boolean takes(String topic, KafkaFuture<Config> answer) {
    try {
      values.put(topic, values(await(answer)));
      return true;
    } catch (AuthorizationException e) {
      refused.add(topic);
      return true;
    } catch (UnknownTopicOrPartitionException e) {
      return false;
    }
  }

  private static String names(Set<ConfigResource> topics) {
    return topics.stream().map(ConfigResource::name).sorted().collect(Collectors.joining(", "));
  }

  private static Map<String, String> values(Config config) {
    return config.entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }
}
