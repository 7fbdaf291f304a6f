package io.m1bridge.edm.poll;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.edm.cloud.SimulatedRows;
import io.m1bridge.testkit.m1.DrawnSeed;
import io.m1bridge.testkit.m1.SimulatedM1;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Campaigns of the simulator, polled in virtual time through the real client: whatever M1 does
 * differently, each row is published once, and soon.
 */
class EdmKnobsIT {

  private static final String DEMO = PollHarness.DEMO.value();
  private static final Duration STEP = Duration.ofSeconds(15);
  private static final Duration LONG_STEP = Duration.ofMinutes(10);

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"startInclusive\": false}",
        "{\"endInclusive\": false}",
        "{\"startInclusive\": false, \"endInclusive\": false, \"pageCap\": 10}",
        "{\"startInclusive\": false, \"endInclusive\": false, \"pageCap\": 10,"
            + " \"depth\": {\"rows\": 40, \"beyond\": \"refused\"}}",
        "{\"pageCap\": 10, \"depth\": {\"rows\": 40, \"beyond\": \"no-code\"}}",
        "{\"pageCap\": 10, \"depth\": {\"rows\": 40, \"beyond\": \"server-error\"}}",
        "{\"pageCap\": 10, \"depth\": {\"rows\": 40, \"beyond\": \"empty\"}}",
        "{\"pageCap\": 10, \"depth\": {\"rows\": 40, \"beyond\": \"last-page\"}}",
        "{\"pageCap\": 10, \"depth\": {\"rows\": 45, \"beyond\": \"last-page\"},"
            + " \"startInclusive\": false, \"endInclusive\": false, \"totalIgnoresWindow\": true}",
        "{\"pageCap\": 10, \"depth\": {\"rows\": 40, \"beyond\": \"last-page\"},"
            + " \"total\": {\"form\": \"absent\"}}",
        "{\"pageCap\": 10, \"depth\": {\"rows\": 40, \"beyond\": \"last-page\"},"
            + " \"total\": {\"cap\": 50}}",
        "{\"pageCap\": 10, \"depth\": {\"rows\": 40, \"beyond\": \"last-page\"},"
            + " \"total\": {\"surplus\": 3}}",
        "{\"totalIgnoresWindow\": true}",
        "{\"totalIgnoresWindow\": true, \"startInclusive\": false, \"endInclusive\": false,"
            + " \"pageCap\": 10, \"depth\": {\"rows\": 40, \"beyond\": \"refused\"}}",
        "{\"total\": {\"form\": \"text\", \"cap\": 50}}",
        "{\"total\": {\"surplus\": 3}}",
        "{\"total\": {\"form\": \"absent\"}, \"endInclusive\": false}",
        "{\"clockSkew\": \"PT3M\"}",
        "{\"clockSkew\": \"PT-3M\"}",
        "{\"clockSkew\": \"PT8H\", \"endInclusive\": false}",
        "{\"clockSkew\": \"PT-8H\", \"startInclusive\": false}",
        "{\"sentRows\": \"sendout\", \"dmdtype\": \"mixed\"}"
      })
  void shouldPublishEveryRowOnce(String knobs) {
    try (SimulatedM1 m1 = new SimulatedM1("{\"edm\": " + knobs + "}")) {
      PollHarness poller = poller(m1);
      for (int seed = 1; seed <= 2; seed++) {
        m1.account(
            "POST",
            "/campaigns",
            """
            {"recipients": 120, "duration": "PT1H", "lateShare": 0.2, "lateDelay": "PT6H",
             "equalShare": 0.2, "unknownRate": 0.05, "seed": %d}
            """
                .formatted(seed));
      }

      poller.pass(Duration.ofMinutes(90), STEP);
      poller.pass(Duration.ofHours(40), LONG_STEP);

      assertThat(poller.published.keySet()).as(knobs).isEqualTo(truth(m1).keySet());
      assertThat(poller.deadLetters).isEmpty();
      assertThat(poller.status().campaigns())
          .hasSize(2)
          .allSatisfy(
              campaign -> {
                assertThat(campaign.timing().trouble()).isNull();
                assertThat(campaign.timing().wholeListAt()).as("a full read").isNotNull();
                assertThat(campaign.counts().vanished()).isZero();
              });
    }
  }

  @Test
  void shouldAccountForEveryRowWhateverM1IsDrawn() {
    try (SimulatedM1 m1 = new SimulatedM1("{}")) {
      String drawn = m1.draw(DrawnSeed.next());
      PollHarness poller = poller(m1);
      m1.account(
          "POST",
          "/campaigns",
          """
          {"recipients": 60, "duration": "PT30M", "lateShare": 0.2, "lateDelay": "PT6H", "seed": 1}
          """);

      poller.pass(Duration.ofMinutes(45), STEP);
      poller.pass(Duration.ofHours(30), LONG_STEP);

      Map<String, JsonNode> truth = truth(m1);
      assertThat(poller.published.keySet()).as(drawn).isEqualTo(truth.keySet());
      truth.values().removeIf(row -> !row.path("damaged").asBoolean());
      assertThat(poller.deadLetters).as(drawn).hasSize(truth.size());
    }
  }

  /** Rows stand so close that M1's depth allows no division of them. */
  @ParameterizedTest
  @ValueSource(strings = {"PT30M", "PT40S"})
  void shouldAccountForDamagedRowsOfListsThatAreSplit(String duration) {
    String knobs =
        """
        {"damage": {"lists": ["engagement"], "kinds": ["null-row", "not-an-object"],
                    "share": 0.1, "seed": 941},
         "edm": {"pageCap": 10, "depth": {"rows": 40, "beyond": "refused"}}}
        """;
    try (SimulatedM1 m1 = new SimulatedM1(knobs)) {
      PollHarness poller = poller(m1);
      m1.account("POST", "/campaigns", "{\"recipients\": 150, \"duration\": \"" + duration + "\"}");

      poller.pass(Duration.ofMinutes(45), STEP);
      poller.pass(Duration.ofHours(30), LONG_STEP);

      Map<String, JsonNode> truth = truth(m1);
      long damaged = truth.values().stream().filter(row -> row.path("damaged").asBoolean()).count();
      assertThat(poller.events).hasSize((int) (truth.size() - damaged));
      assertThat(poller.deadLetters).hasSize((int) damaged);
    }
  }

  @Test
  void shouldPublishAsSoonWhereM1sClockIsNotOurs() {
    Duration usual = meanDelay("PT0S");

    for (String skew : List.of("PT5M", "PT-5M", "PT8H", "PT-8H")) {
      assertThat(meanDelay(skew)).as(skew).isLessThan(usual.multipliedBy(3).dividedBy(2));
    }
  }

  private static Duration meanDelay(String skew) {
    try (SimulatedM1 m1 = new SimulatedM1("{\"edm\": {\"clockSkew\": \"" + skew + "\"}}")) {
      PollHarness poller = poller(m1);
      // The list without it, then with it: so it is seen to be new.
      poller.pass(Duration.ofMinutes(3), STEP);
      m1.account(
          "POST",
          "/campaigns",
          "{\"recipients\": 400, \"duration\": \"PT8H\", \"halfLife\": \"PT4H\", \"openRate\": 0.9}");
      poller.pass(Duration.ofHours(1), Duration.ofSeconds(30));
      poller.crash();
      poller.pass(Duration.ofHours(9), Duration.ofSeconds(30));
      Map<String, JsonNode> truth = truth(m1);
      assertThat(poller.published.keySet()).isEqualTo(truth.keySet());
      return Duration.ofMillis(
          (long)
              truth.entrySet().stream()
                  .mapToLong(
                      row ->
                          poller.published.get(row.getKey()).toEpochMilli()
                              - row.getValue().path("visibleAt").asLong())
                  .average()
                  .orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"create-time", "send-time"})
  void shouldFindCampaignsThatWereMadeLongBeforeTheyAreSent(String filter) {
    try (SimulatedM1 m1 = new SimulatedM1("{\"edm\": {\"tasksFilter\": \"" + filter + "\"}}")) {
      PollHarness poller = poller(m1);
      Instant now = poller.clock.instant();
      campaign(m1, now.minus(Duration.ofDays(300)), now);
      campaign(m1, now, now.plus(Duration.ofDays(5)));
      campaign(m1, now, now.plus(Duration.ofDays(31)));

      poller.pass(Duration.ofDays(32), Duration.ofHours(2));

      assertThat(poller.status().campaigns()).hasSize(3);
      assertThat(poller.published.keySet()).isEqualTo(truth(m1).keySet());
    }
  }

  private static void campaign(SimulatedM1 m1, Instant createdAt, Instant sendAt) {
    m1.account(
        "POST",
        "/campaigns",
        "{\"createdAt\": \"%s\", \"sendAt\": \"%s\", \"duration\": \"PT2H\"}"
            .formatted(createdAt, sendAt));
  }

  @ParameterizedTest
  @CsvSource({
    "null-row, 0, 7, 1",
    "not-an-object, 0, 7, 1",
    "missing-field, 0, 7, 1",
    "missing-field, 0.2, 0, 1",
    "missing-field, 0.2, 0, 2"
  })
  void shouldPublishAllButTheRowsThatCannotBeRead(String kind, double share, int nth, long seed) {
    String knobs =
        """
        {"damage": {"lists": ["engagement"], "kinds": ["%s"], "fields": ["email"],
                    "share": %s, "nth": %d, "seed": %d},
         "edm": {"pageCap": 10}}
        """
            .formatted(kind, share, nth, seed);
    try (SimulatedM1 m1 = new SimulatedM1(knobs)) {
      PollHarness poller = poller(m1);
      m1.account("POST", "/campaigns", "{\"duration\": \"PT30M\", \"equalShare\": 0.2}");

      poller.pass(Duration.ofHours(1), STEP);
      poller.pass(Duration.ofHours(30), LONG_STEP);

      Map<String, JsonNode> readable = truth(m1);
      long rows = readable.size();
      readable.values().removeIf(row -> row.path("damaged").asBoolean());
      assertThat(poller.deadLetters).isNotEmpty().hasSize((int) (rows - readable.size()));
      assertThat(poller.events).hasSize(readable.size());
      assertThat(poller.published).hasSize((int) rows);
    }
  }

  @Test
  void shouldPublishRowsThatLackOnlyWhatNoEventNeeds() {
    String knobs =
        """
        {"damage": {"lists": ["engagement"], "kinds": ["null-field"], "share": 1,
                    "fields": ["city", "software", "subject", "sendtime", "thumbnail"]}}
        """;
    try (SimulatedM1 m1 = new SimulatedM1(knobs)) {
      PollHarness poller = poller(m1);
      m1.account("POST", "/campaigns", "{\"duration\": \"PT30M\"}");

      poller.pass(Duration.ofHours(1), STEP);

      assertThat(poller.events).hasSize(truth(m1).size());
      assertThat(poller.deadLetters).isEmpty();
    }
  }

  private static PollHarness poller(SimulatedM1 m1) {
    PollHarness poller = new PollHarness(m1, Map.of(), m1.now());
    m1.follow(poller.clock);
    return poller;
  }

  private static Map<String, JsonNode> truth(SimulatedM1 m1) {
    return new TreeMap<>(SimulatedRows.byId(DEMO, m1.account("GET", "/engagement", "")));
  }
}
