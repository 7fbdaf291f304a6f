package io.m1bridge.edm.table;

import static io.m1bridge.edm.summary.TestEvents.SENT_AT;
import static io.m1bridge.edm.summary.TestEvents.event;
import static io.m1bridge.edm.summary.TestEvents.from;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.CampaignCounts;
import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.ContactEngagement;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.contracts.Suppression.Reason;
import io.m1bridge.contracts.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

  private TablesWorld world;

  @BeforeEach
  void start() {
    world = new TablesWorld(stateDir, "one");
  }

  @AfterEach
  void stop() {
    world.close();
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

    assertThat(world.tables.get(Topics.SUPPRESSIONS.name())).containsEntry("demo/li@x.cn", null);
  }

  @Test
  void shouldShowThePollersCountsBesideItsOwn() throws IOException {
    happens("li@x.cn", "opened", 7, 1);
    CampaignCounts told =
        new CampaignCounts("demo", 7, 1, 3L, 2, Map.of("opened", 1L), SENT_AT, SENT_AT);
    world.counts.pipeInput("demo/7", ContractJson.mapper().writeValueAsBytes(told));
    world.counts.pipeInput("demo/7", "{".getBytes(StandardCharsets.UTF_8));
    world.counts.pipeInput("demo/7", (byte[]) null);
    world.collect();

    assertThat(stats(7).rows()).isEqualTo(1);
    assertThat(stats(7).rowsAtM1()).isEqualTo(3);
    assertThat(stats(7).deadLetters()).isEqualTo(2);
    assertThat(stats(7).verifiedTo()).isEqualTo(SENT_AT);
    assertThat(world.unreadable).hasValue(1);
  }

  @Test
  void shouldLeaveOutWhatIsNoEvent() throws IOException {
    for (String text :
        List.of("", "{", "null", "[]", "{}", "{\"account\":\"De/mo\",\"action\":\"opened\"}")) {
      world.engagement.pipeInput("li@x.cn", text.getBytes(StandardCharsets.UTF_8));
    }
    world.engagement.pipeInput("li@x.cn", (byte[]) null);
    world.engagement.pipeInput(null, TablesWorld.json(event("opened", 7, SENT_AT)));
    happens("li@x.cn", "opened", 7, 1);

    assertThat(world.unreadable).hasValue(8);
    assertThat(stats(7).rows()).isEqualTo(1);
  }

  @Test
  void shouldKeepEachAccountsTablesApart() throws IOException {
    happens("li@x.cn", "unsubscribed", 7, 1);
    EngagementEvent other = event("opened", 7, SENT_AT);
    String text =
        new String(TablesWorld.json(other), StandardCharsets.UTF_8).replace("demo", "other");
    world.engagement.pipeInput("li@x.cn", text.getBytes(StandardCharsets.UTF_8));
    world.collect();

    assertThat(world.tables.get(Topics.SUPPRESSIONS.name())).containsOnlyKeys("demo/li@x.cn");
    assertThat(world.tables.get(Topics.CAMPAIGN_STATS.name()))
        .containsOnlyKeys("demo/7", "other/7");
  }

  /** A new application id, and nothing but the engagement: the same tables come out. */
  @Test
  void shouldBeRebuiltFromEngagementAlone() throws IOException {
    List<TestRecord<String, byte[]>> log = randomLog(1_200);
    for (TestRecord<String, byte[]> record : log) {
      world.engagement.pipeInput(record);
    }
    world.collect();
    Map<String, Map<String, JsonNode>> first = world.standing();
    assertThat(world.tables.get(Topics.SUPPRESSIONS.name()).values())
        .as("some were lifted")
        .containsNull();
    world.close();

    world = new TablesWorld(stateDir, "two");
    // Other partitions may be read in another order; that of a recipient stays.
    log.stream().sorted(Comparator.comparing(TestRecord::key)).forEach(world.engagement::pipeInput);
    world.collect();

    Map<String, Map<String, JsonNode>> second = world.standing();
    // One by one: what differs is short.
    first.forEach(
        (topic, rows) ->
            rows.forEach(
                (key, row) ->
                    assertThat(second.get(topic).get(key)).as(topic + " " + key).isEqualTo(row)));
    second.forEach(
        (topic, rows) -> assertThat(rows.keySet()).as(topic).isEqualTo(first.get(topic).keySet()));
    assertThat(first).allSatisfy((topic, rows) -> assertThat(rows).as(topic).isNotEmpty());
    assertThat(first.get(Topics.MACHINE_LIKELIHOOD.name()).values())
        .extracting(row -> row.path("verdict").asText())
        .contains("human", "suspected", "certain");
  }

  private static List<TestRecord<String, byte[]>> randomLog(int events) throws IOException {
    Random random = new Random(5);
    List<TestRecord<String, byte[]>> log = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      String recipient = "p" + random.nextInt(400) + "@x.cn";
      String kind = KINDS.get(random.nextInt(KINDS.size()));
      EngagementEvent event =
          event(kind, 1 + random.nextInt(9), SENT_AT.plusSeconds(random.nextInt(999_999)));
      log.add(new TestRecord<>(recipient, TablesWorld.json(event), SENT_AT.plusSeconds(i)));
    }
    // Soon after sending, from few addresses: machines, and what looks like them.
    for (int i = 0; i < events / 3; i++) {
      EngagementEvent event =
          from(
              event(
                  random.nextInt(3) == 0 ? "opened" : "clicked",
                  7,
                  SENT_AT.plusSeconds(random.nextInt(random.nextBoolean() ? 8 : 4_000))),
              "203.0.113." + random.nextInt(4),
              "https://x.cn/" + "a".repeat(random.nextInt(5)));
      String recipient = "p" + random.nextInt(70) + "@x.cn";
      log.add(
          new TestRecord<>(recipient, TablesWorld.json(event), SENT_AT.plusSeconds(events + i)));
    }
    return log;
  }

  private void happens(String recipient, String what, long campaign, int hour) throws IOException {
    world.happens(recipient, event(what, campaign, SENT_AT.plus(Duration.ofHours(hour))));
  }

  private ContactEngagement contact(String recipient) throws IOException {
    return world.row(Topics.CONTACT_ENGAGEMENT, "demo/" + recipient, ContactEngagement.class);
  }

  private Suppression suppression(String recipient) throws IOException {
    return world.row(Topics.SUPPRESSIONS, "demo/" + recipient, Suppression.class);
  }

  private CampaignStats stats(long campaign) throws IOException {
    return world.row(Topics.CAMPAIGN_STATS, "demo/" + campaign, CampaignStats.class);
  }
}
