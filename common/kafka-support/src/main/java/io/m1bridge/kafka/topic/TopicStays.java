package io.m1bridge.kafka.topic;

import io.m1bridge.kafka.topic.Answers.Unanswered;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Asks Kafka how long topics keep what is to leave them. Blocking, for some seconds at most. */
public final class TopicStays {

  private final Map<String, Object> connection;
  private final Duration beat;

  /**
   * @param connection Kafka client properties, {@code bootstrap.servers} and security settings
   * @param beat how often a record comes to each partition, whatever else comes
   */
  public TopicStays(Map<String, Object> connection, Duration beat) {
    this.connection = Map.copyOf(connection);
    this.beat = beat;
  }

  /**
   * By topic. Where Kafka does not tell, or not us, the stay is open and says so.
   *
   * @param topics that are there
   * @param purged those of them whose records are deleted by whoever has read them
   */
  public Map<String, Stay> of(Set<String> topics, Set<String> purged) {
    Map<String, Stay> stays = new HashMap<>();
    try (Admin admin = Admin.create(AdminSettings.of(connection))) {
      TopicConfigs configs = TopicConfigs.of(admin, topics);
      configs
          .values()
          .forEach(
              (topic, settings) -> {
                TopicStay stay = new TopicStay(topic, settings, beat);
                stays.put(topic, purged.contains(topic) ? stay.purged() : stay.byPolicy());
              });
      configs
          .refused()
          .forEach(
              topic ->
                  stays.put(
                      topic,
                      new Stay.Open("Kafka does not let this service read the topic's settings")));
    } catch (KafkaException | Unanswered e) {
      topics.forEach(
          topic ->
              stays.put(
                  topic,
                  new Stay.Open(
                      "Kafka does not tell the topic's settings now: "
                          + rootOf(e).getClass().getSimpleName())));
    }
    return stays;
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : rootOf(cause);
  }
}
