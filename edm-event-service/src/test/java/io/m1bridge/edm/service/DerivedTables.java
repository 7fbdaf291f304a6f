package io.m1bridge.edm.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.testkit.process.KafkaExtension;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The derived tables as a subscriber holds them, or as they have to be.
 *
 * @param suppressions the reason that is shown, by key
 * @param engaged opens and clicks, by key
 * @param stats rows, unique openers and unique clickers, by key
 * @param links clicks and unique clickers, by key and URL
 */
record DerivedTables(
    Map<String, String> suppressions,
    Map<String, List<Long>> engaged,
    Map<String, List<Long>> stats,
    Map<String, List<Long>> links) {

  private static final List<TopicSpec> TOPICS =
      List.of(
          Topics.SUPPRESSIONS,
          Topics.CONTACT_ENGAGEMENT,
          Topics.CAMPAIGN_STATS,
          Topics.LINK_STATS,
          Topics.MACHINE_LIKELIHOOD);

  /**
   * What follows from events by the plainest way. Of suppressions only those that nothing lifts:
   * complaints and unsubscribes.
   */
  static DerivedTables of(List<ConsumerRecord<String, byte[]>> events) {
    Map<String, String> suppressions = new TreeMap<>();
    Map<String, List<Long>> engaged = new TreeMap<>();
    Map<String, Long> rows = new HashMap<>();
    Map<String, Set<String>> openers = new HashMap<>();
    Map<String, Set<String>> clickers = new HashMap<>();
    Map<String, Long> linkClicks = new TreeMap<>();
    Map<String, Set<String>> linkClickers = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : events) {
      EngagementEvent event = event(record);
      String contact = event.account() + "/" + record.key();
      String campaign = event.account() + "/" + event.campaignId();
      boolean opened = event.action() == Action.OPENED;
      boolean clicked = event.action() == Action.CLICKED;
      rows.merge(campaign, 1L, Long::sum);
      if (opened || clicked) {
        engaged.merge(contact, List.of(opened ? 1L : 0L, clicked ? 1L : 0L), DerivedTables::sum);
        (opened ? openers : clickers)
            .computeIfAbsent(campaign, key -> new HashSet<>())
            .add(contact);
      }
      EngagementEvent.Link link = event.link();
      if (clicked && link != null && link.url() != null) {
        String key = campaign + " " + link.url();
        linkClicks.merge(key, 1L, Long::sum);
        linkClickers.computeIfAbsent(key, url -> new HashSet<>()).add(contact);
      }
      if (event.action() == Action.COMPLAINED) {
        suppressions.put(contact, "complained");
      } else if (event.action() == Action.UNSUBSCRIBED) {
        suppressions.putIfAbsent(contact, "unsubscribed");
      }
    }
    Map<String, List<Long>> stats = new TreeMap<>();
    rows.forEach(
        (key, count) ->
            stats.put(
                key,
                List.of(
                    count,
                    (long) openers.getOrDefault(key, Set.of()).size(),
                    (long) clickers.getOrDefault(key, Set.of()).size())));
    Map<String, List<Long>> links = new TreeMap<>();
    linkClicks.forEach(
        (key, clicks) -> links.put(key, List.of(clicks, (long) linkClickers.get(key).size())));
    return new DerivedTables(suppressions, engaged, stats, links);
  }

  /** As they stand on the topics now. */
  static DerivedTables read(KafkaExtension kafka) {
    Map<String, String> suppressions = new TreeMap<>();
    table(kafka, Topics.SUPPRESSIONS)
        .forEach((key, row) -> suppressions.put(key, row.path("reason").asText()));
    suppressions.values().removeIf(reason -> reason.endsWith("bounced"));
    Map<String, List<Long>> engaged = new TreeMap<>();
    table(kafka, Topics.CONTACT_ENGAGEMENT)
        .forEach((key, row) -> engaged.put(key, numbers(row, "opens", "clicks")));
    engaged.values().removeIf(numbers -> numbers.equals(List.of(0L, 0L)));
    Map<String, List<Long>> stats = new TreeMap<>();
    table(kafka, Topics.CAMPAIGN_STATS)
        .forEach(
            (key, row) -> stats.put(key, numbers(row, "rows", "uniqueOpeners", "uniqueClickers")));
    Map<String, List<Long>> links = new TreeMap<>();
    table(kafka, Topics.LINK_STATS)
        .forEach(
            (key, row) ->
                row.path("links")
                    .forEach(
                        link ->
                            links.put(
                                key + " " + link.path("url").asText(),
                                numbers(link, "clicks", "uniqueClickers"))));
    return new DerivedTables(suppressions, engaged, stats, links);
  }

  /** Who is not human, and how many rows are not counted, by key. */
  static Map<String, List<String>> machines(KafkaExtension kafka) {
    Map<String, List<String>> machines = new TreeMap<>();
    table(kafka, Topics.MACHINE_LIKELIHOOD)
        .forEach(
            (key, row) ->
                machines.put(
                    key,
                    List.of(
                        row.path("verdict").asText(),
                        row.path("machineOpens").asText(),
                        row.path("machineClicks").asText())));
    machines.values().removeIf(List.of("human", "0", "0")::equals);
    return machines;
  }

  /** Deletes all their records. */
  static void empty(KafkaExtension kafka) throws Exception {
    try (Admin admin = Admin.create(kafka.connection())) {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      for (TopicSpec topic : TOPICS) {
        for (int partition = 0; partition < topic.partitions(); partition++) {
          ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
        }
      }
      // Only what has the policy "delete" may lose records by request.
      for (TopicSpec topic : TOPICS) {
        policy(admin, topic, "compact,delete");
      }
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      admin
          .listOffsets(ends)
          .all()
          .get()
          .forEach((at, end) -> all.put(at, RecordsToDelete.beforeOffset(end.offset())));
      admin.deleteRecords(all).all().get();
      for (TopicSpec topic : TOPICS) {
        policy(admin, topic, "compact");
      }
    }
  }

  private static void policy(Admin admin, TopicSpec topic, String policy) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                List.of(
                    new AlterConfigOp(
                        new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  private static Map<String, JsonNode> table(KafkaExtension kafka, TopicSpec topic) {
    Map<String, JsonNode> rows = new TreeMap<>();
    try (EngagementReader reader =
        new EngagementReader(kafka.cluster().bootstrapServers(), topic.name())) {
      for (ConsumerRecord<String, byte[]> record : reader.all()) {
        if (record.value() == null) {
          rows.remove(record.key());
        } else {
          rows.put(record.key(), json(record));
        }
      }
    }
    return rows;
  }

  private static List<Long> numbers(JsonNode row, String... fields) {
    return Arrays.stream(fields).map(field -> row.path(field).asLong()).toList();
  }

  private static List<Long> sum(List<Long> one, List<Long> other) {
    return List.of(one.get(0) + other.get(0), one.get(1) + other.get(1));
  }

  private static EngagementEvent event(ConsumerRecord<String, byte[]> record) {
    try {
      return ContractJson.mapper()
          .readValue(Objects.requireNonNull(record.value()), EngagementEvent.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(ConsumerRecord<String, byte[]> record) {
    try {
      return ContractJson.mapper().readTree(record.value());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
