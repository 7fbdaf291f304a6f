package io.m1bridge.edm.table;

import static io.m1bridge.edm.summary.TestEvents.SENT_AT;
import static io.m1bridge.edm.summary.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.CampaignCounts;
import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.ContactEngagement;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.contracts.Suppression.Reason;
import io.m1bridge.edm.summary.SuppressionRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTopologyTest {

  private static final List<String> KINDS =
      List.of(
          "sent",
          "opened",
          "clicked",
          "unsubscribed",
          "complained",
          "soft-1",
          "soft-final",
          "hard-final",
          "unknown");

  @TempDir Path stateDir;

  private final TableTopics topics = TableTopics.named(topic -> topic);
  private final AtomicInteger unreadable = new AtomicInteger();
  private final Map<String, Map<String, JsonNode>> tables = new TreeMap<>();
  private final Set<String> ids = new HashSet<>();

  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> engagement;
  private TestInputTopic<String, byte[]> counts;

  @BeforeEach
  void start() {
    start("one");
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldKeepTheTables() throws IOException {
    happens("li@x.cn", "sent", 7, 0);
    happens("li@x.cn", "opened", 7, 1);
    happens("li@x.cn", "opened", 7, 2);
    happens("wang@x.cn", "sent", 7, 0);
    happens("wang@x.cn", "hard-final", 7, 3);
    happens("wang@x.cn", "hard-final", 7, 3);
    happens("wang@x.cn", "soft-final", 8, 4);

    assertThat(contact("li@x.cn"))
        .isEqualTo(
            new ContactEngagement(
                "demo", "li@x.cn", SENT_AT.plus(Duration.ofHours(2)), null, 2, 0, 0));
    assertThat(contact("wang@x.cn").bounces()).as("campaigns, not rows").isEqualTo(2);
    assertThat(suppression("wang@x.cn").reason()).isEqualTo(Reason.HARD_BOUNCED);
    assertThat(suppression("li@x.cn")).isNull();
    CampaignStats stats = stats(7);
    assertThat(stats.rows()).isEqualTo(6);
    assertThat(stats.uniqueOpeners()).isEqualTo(1);
    assertThat(stats.rates().open()).isEqualTo(0.5);
    assertThat(stats.recipients().hardBounced()).isEqualTo(1);
    assertThat(stats(8).ratesMissing()).isEqualTo(CampaignStats.RatesMissing.NO_SENT_ROWS);
  }

  @Test
  void shouldLiftASuppressionByATombstone() throws IOException {
    happens("li@x.cn", "hard-final", 7, 1);
    assertThat(suppression("li@x.cn")).isNotNull();

    happens("li@x.cn", "clicked", 8, 2);

    assertThat(tables.get(topics.suppressions().name())).containsEntry("demo/li@x.cn", null);
  }

  @Test
  void shouldShowThePollersCountsBesideItsOwn() throws IOException {
    happens("li@x.cn", "opened", 7, 1);
    CampaignCounts told =
        new CampaignCounts("demo", 7, 1, 3L, 2, Map.of("opened", 1L), SENT_AT, SENT_AT);
    counts.pipeInput("demo/7", ContractJson.mapper().writeValueAsBytes(told));
    counts.pipeInput("demo/7", "{".getBytes(StandardCharsets.UTF_8));
    counts.pipeInput("demo/7", (byte[]) null);
    collect();

    assertThat(stats(7).rows()).isEqualTo(1);
    assertThat(stats(7).rowsAtM1()).isEqualTo(3);
    assertThat(stats(7).deadLetters()).isEqualTo(2);
    assertThat(stats(7).verifiedTo()).isEqualTo(SENT_AT);
    assertThat(unreadable).hasValue(1);
  }

  @Test
  void shouldLeaveOutWhatIsNoEvent() throws IOException {
    for (String text :
        List.of("", "{", "null", "[]", "{}", "{\"account\":\"De/mo\",\"action\":\"opened\"}")) {
      engagement.pipeInput("li@x.cn", text.getBytes(StandardCharsets.UTF_8));
    }
    engagement.pipeInput("li@x.cn", (byte[]) null);
    engagement.pipeInput(null, json(event("opened", 7, SENT_AT)));
    happens("li@x.cn", "opened", 7, 1);

    assertThat(unreadable).hasValue(8);
    assertThat(stats(7).rows()).isEqualTo(1);
  }

  @Test
  void shouldKeepEachAccountsTablesApart() throws IOException {
    happens("li@x.cn", "unsubscribed", 7, 1);
    EngagementEvent other = event("opened", 7, SENT_AT);
    String text = new String(json(other), StandardCharsets.UTF_8).replace("demo", "other");
    engagement.pipeInput("li@x.cn", text.getBytes(StandardCharsets.UTF_8));
    collect();

    assertThat(tables.get(topics.suppressions().name())).containsOnlyKeys("demo/li@x.cn");
    assertThat(tables.get(topics.campaignStats().name())).containsOnlyKeys("demo/7", "other/7");
  }

  /** A new application id, and nothing but the engagement: the same tables come out. */
  @Test
  void shouldBeRebuiltFromEngagementAlone() throws IOException {
    List<TestRecord<String, byte[]>> log = randomLog(1_200);
    for (TestRecord<String, byte[]> record : log) {
      engagement.pipeInput(record);
    }
    collect();
    Map<String, Map<String, JsonNode>> first = copyOfTables();
    driver.close();

    tables.clear();
    ids.clear();
    start("two");
    // Other partitions may be read in another order; that of a recipient stays.
    log.stream().sorted(Comparator.comparing(TestRecord::key)).forEach(engagement::pipeInput);
    collect();

    assertThat(standing(tables)).isEqualTo(standing(first));
    assertThat(standing(first).get(topics.suppressions().name())).isNotEmpty();
    assertThat(first.get(topics.suppressions().name()).values())
        .as("some were lifted")
        .containsNull();
  }

  private List<TestRecord<String, byte[]>> randomLog(int events) throws IOException {
    Random random = new Random(5);
    List<TestRecord<String, byte[]>> log = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      String recipient = "p" + random.nextInt(400) + "@x.cn";
      String kind = KINDS.get(random.nextInt(KINDS.size()));
      log.add(
          new TestRecord<>(
              recipient,
              json(
                  event(kind, 1 + random.nextInt(9), SENT_AT.plusSeconds(random.nextInt(999_999)))),
              SENT_AT.plusSeconds(i)));
    }
    return log;
  }

  private void start(String id) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "edm-tables-" + id);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.resolve(id).toString());
    driver =
        new TopologyTestDriver(
            TablesTopology.build(
                topics, new SuppressionRules(3, Duration.ofDays(90)), unreadable::incrementAndGet),
            properties,
            SENT_AT);
    engagement = input(topics.engagement().name());
    counts = input(topics.campaignCounts().name());
  }

  private TestInputTopic<String, byte[]> input(String topic) {
    return driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
  }

  private void happens(String recipient, String what, long campaign, int hour) throws IOException {
    engagement.pipeInput(
        recipient, json(event(what, campaign, SENT_AT.plus(Duration.ofHours(hour)))));
    collect();
  }

  private static byte[] json(EngagementEvent event) throws IOException {
    return ContractJson.mapper().writeValueAsBytes(event);
  }

  /** As a subscriber keeps them: the last value of each key. */
  private void collect() throws IOException {
    for (var topic : topics.owned()) {
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

  private Map<String, Map<String, JsonNode>> copyOfTables() {
    Map<String, Map<String, JsonNode>> copy = new TreeMap<>();
    tables.forEach((name, table) -> copy.put(name, new TreeMap<>(table)));
    return copy;
  }

  private static Map<String, Map<String, JsonNode>> standing(
      Map<String, Map<String, JsonNode>> all) {
    Map<String, Map<String, JsonNode>> standing = new TreeMap<>();
    all.forEach(
        (name, table) -> {
          Map<String, JsonNode> rows = new TreeMap<>(table);
          rows.values().removeIf(value -> value == null);
          standing.put(name, rows);
        });
    return standing;
  }

  private ContactEngagement contact(String recipient) throws IOException {
    return row(topics.contactEngagement().name(), "demo/" + recipient, ContactEngagement.class);
  }

  private Suppression suppression(String recipient) throws IOException {
    return row(topics.suppressions().name(), "demo/" + recipient, Suppression.class);
  }

  private CampaignStats stats(long campaign) throws IOException {
    return row(topics.campaignStats().name(), "demo/" + campaign, CampaignStats.class);
  }

  private <T> T row(String topic, String key, Class<T> type) throws IOException {
    JsonNode row = tables.get(topic).get(key);
    return row == null ? null : ContractJson.mapper().treeToValue(row, type);
  }
}
