package io.m1bridge.edm.table;

import static io.m1bridge.edm.summary.TestEvents.SENT_AT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.edm.machine.MachineDefaults;
import io.m1bridge.edm.summary.SuppressionRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The tables' topology without Kafka, and its tables as a subscriber keeps them. */
final class TablesWorld implements AutoCloseable {

  final TableTopics topics = TableTopics.named(topic -> topic);

  /** Told of each record that is no event. */
  final AtomicInteger unreadable = new AtomicInteger();

  /** By topic and key; a tombstone is null. */
  final Map<String, Map<String, JsonNode>> tables = new TreeMap<>();

  final TestInputTopic<String, byte[]> engagement;
  final TestInputTopic<String, byte[]> counts;

  private final TopologyTestDriver driver;
  private final Set<String> ids = new HashSet<>();

  TablesWorld(Path stateDir, String id) {
    this(stateDir, id, false);
  }

  /**
   * @param hmacs whether events are keyed by HMACs
   */
  TablesWorld(Path stateDir, String id, boolean hmacs) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "edm-tables-" + id);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.resolve(id).toString());
    driver = new TopologyTestDriver(topology(topics, hmacs, unreadable), properties, SENT_AT);
    engagement = input(topics.engagement().name());
    counts = input(topics.campaignCounts().name());
  }

  static Topology topology(TableTopics topics, boolean hmacs, AtomicInteger unreadable) {
    return TablesTopology.build(
        topics,
        new SuppressionRules(3, Duration.ofDays(90)),
        MachineDefaults.model(),
        hmacs,
        3,
        unreadable::incrementAndGet);
  }

  private TestInputTopic<String, byte[]> input(String topic) {
    return driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
  }

  void happens(String recipient, EngagementEvent event) throws IOException {
    engagement.pipeInput(recipient, json(event));
    collect();
  }

  static byte[] json(EngagementEvent event) throws IOException {
    return ContractJson.mapper().writeValueAsBytes(event);
  }

  /** As a subscriber keeps them: the last value of each key. */
  void collect() throws IOException {
    for (TopicSpec topic : topics.owned()) {
      var output =
          driver.createOutputTopic(
              topic.name(), new StringDeserializer(), new ByteArrayDeserializer());
      Map<String, JsonNode> table = tables.computeIfAbsent(topic.name(), name -> new TreeMap<>());
      for (TestRecord<String, byte[]> record : output.readRecordsToList()) {
        byte[] value = record.value();
        table.put(record.key(), value == null ? null : ContractJson.mapper().readTree(value));
        String id = header(record, "ce_id");
        assertThat(ids.add(topic.name() + id)).as("one id, one record").isTrue();
        assertThat(header(record, "ce_source")).startsWith("/m1/");
      }
    }
  }

  private static String header(TestRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** What stands in a table; null if nothing does. */
  <T> @Nullable T row(TopicSpec topic, String key, Class<T> type) throws IOException {
    JsonNode row = tables.get(topic.name()).get(key);
    return row == null ? null : ContractJson.mapper().treeToValue(row, type);
  }

  /**
   * What does not depend on the order in which events came: tombstones are as good as nothing, and
   * so is "human" of somebody who once was suspected.
   */
  Map<String, Map<String, JsonNode>> standing() {
    Map<String, Map<String, JsonNode>> standing = new TreeMap<>();
    tables.forEach(
        (name, table) -> {
          Map<String, JsonNode> rows = new TreeMap<>();
          table.forEach(
              (key, row) -> {
                if (row != null && !isPlainHuman(row)) {
                  ObjectNode copy = row.deepCopy();
                  copy.remove("corrects");
                  rows.put(key, copy);
                }
              });
          standing.put(name, rows);
        });
    return standing;
  }

  private static boolean isPlainHuman(JsonNode row) {
    return row.path("verdict").asText().equals("human") && row.path("reasons").isEmpty();
  }

  @Override
  public void close() {
    driver.close();
  }
}
