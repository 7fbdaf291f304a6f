package io.m1bridge.simulator.edm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.simulator.SimulatedCloud;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CampaignsTest {
  private static final long EVER = 9_999_999_999_999L;
  private final SimulatedCloud m1 = new SimulatedCloud();

  private JsonNode detail(long id, int type, long start, long end, int page, int limit) {
    return m1.get(
            "/edm/task/detail",
            Map.of(
                "id", id, "type", type, "start", start, "end", end, "page", page, "limit", limit))
        .path("data");
  }

  private JsonNode all(long id) {
    return detail(id, 0, 0, EVER, 1, 500);
  }

  private long lively(String more) {
    return m1.campaign("{\"recipients\":100,\"duration\":\"PT1H\"" + more + "}").id();
  }

  @Test
  void shouldUncoverRowsAsTimePassesAndNeverShowOneFromTheFuture() {
    long id = lively(",\"lateShare\":0");
    assertThat(all(id).path("total_count").asInt()).isZero();
    int before = 0;
    for (int i = 0; i < 6; i++) {
      m1.pass(Duration.ofMinutes(10));
      JsonNode rows = all(id);
      assertThat(rows.path("total_count").asInt()).isGreaterThanOrEqualTo(before);
      before = rows.path("total_count").asInt();
      assertThat(detail(id, 0, m1.now() + 1, EVER, 1, 500).path("total_count").asInt()).isZero();
    }
    assertThat(before).isEqualTo(m1.engagement().size()).isPositive();
  }

  @Test
  void shouldMakeTheSameRowsFromTheSameSeedAndOthersFromAnother() {
    lively(",\"seed\":5");
    List<String> first = times(m1.engagement());
    SimulatedCloud other = new SimulatedCloud();
    other.campaign("{\"recipients\":100,\"duration\":\"PT1H\",\"seed\":5}");
    SimulatedCloud different = new SimulatedCloud();
    different.campaign("{\"recipients\":100,\"duration\":\"PT1H\",\"seed\":6}");

    assertThat(times(other.engagement())).isEqualTo(first);
    assertThat(times(different.engagement())).isNotEqualTo(first);
  }

  private static List<String> times(JsonNode rows) {
    List<String> times = new ArrayList<>();
    rows.forEach(row -> times.add(row.path("email").asText() + row.path("visibleAt").asLong()));
    return times;
  }

  @Test
  void shouldShowNewestFirstAndEveryRowOnOnePage() {
    long id = lively("");
    m1.pass(Duration.ofHours(2));
    m1.behaviour("{\"edm\":{\"pageCap\":7}}");
    List<String> dates = new ArrayList<>();
    JsonNode page;
    int number = 1;
    do {
      page = detail(id, 0, 0, EVER, number++, 100).path("detail");
      assertThat(page.size()).isLessThanOrEqualTo(7);
      page.forEach(row -> dates.add(row.path("eventdate").asText()));
    } while (!page.isEmpty());

    assertThat(dates)
        .hasSize(m1.engagement().size())
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @Test
  void shouldTellTypesApartAndSumThemUpToAll() {
    long id =
        lively(
            ",\"openRate\":0.9,\"clickRate\":0.5,\"unsubscribeRate\":0.2,\"complaintRate\":0.2,"
                + "\"softBounceRate\":0.2,\"hardBounceRate\":0.2,\"unknownRate\":0.1");
    m1.pass(Duration.ofHours(2));
    Map<Integer, String> names =
        Map.of(1, "Open", 2, "Click", 3, "Unsub", 4, "Softbounce", 5, "Hard", 6, "Spamcomplaint");
    int sum = 0;
    for (Map.Entry<Integer, String> type : names.entrySet()) {
      JsonNode rows = detail(id, type.getKey(), 0, EVER, 1, 500);
      assertThat(rows.path("detail")).isNotEmpty();
      rows.path("detail")
          .forEach(r -> assertThat(r.path("dmdtype").asText()).startsWith(type.getValue()));
      sum += rows.path("total_count").asInt();
    }
    int unknown =
        (int)
            all(id).path("detail").findValuesAsText("dmdtype").stream()
                .filter("Forward"::equals)
                .count();
    assertThat(unknown).isPositive();
    assertThat(sum + unknown).isEqualTo(all(id).path("total_count").asInt());
    assertThat(SimulatedCloud.code(m1.get("/edm/task/detail", Map.of("type", 7))))
        .isEqualTo("E10103");
  }

  @Test
  void shouldIncludeOrExcludeTheEndsOfAWindow() {
    long id = lively(",\"lateShare\":0,\"equalShare\":0");
    m1.pass(Duration.ofHours(2));
    long at = m1.engagement().get(3).path("eventAt").asLong();
    assertThat(detail(id, 0, at, at, 1, 9).path("total_count").asInt()).isPositive();

    m1.behaviour("{\"edm\":{\"startInclusive\":false}}");
    assertThat(detail(id, 0, at, at + 999, 1, 9).path("total_count").asInt()).isZero();
    m1.behaviour("{\"edm\":{\"startInclusive\":true,\"endInclusive\":false}}");
    assertThat(detail(id, 0, at - 999, at, 1, 9).path("total_count").asInt()).isZero();
    assertThat(detail(id, 0, at, at + 1, 1, 9).path("total_count").asInt()).isPositive();
  }

  @Test
  void shouldCountRowsOutsideTheWindowWhenTotalsIgnoreIt() {
    long id = lively("");
    m1.pass(Duration.ofHours(2));
    assertThat(detail(id, 0, 0, 1, 1, 9).path("total_count").asInt()).isZero();

    m1.behaviour("{\"edm\":{\"totalIgnoresWindow\":true}}");

    JsonNode answer = detail(id, 0, 0, 1, 1, 9);
    assertThat(answer.path("total_count").asInt()).isEqualTo(m1.engagement().size());
    assertThat(answer.path("detail")).isEmpty();
  }

  @Test
  void shouldShowLateRowsLaterThanTheyAreDated() {
    m1.campaign(
        "{\"recipients\":100,\"duration\":\"PT1H\",\"lateShare\":1,\"lateDelay\":\"PT24H\"}");
    m1.pass(Duration.ofHours(1));
    int visible = 0;
    for (JsonNode row : m1.engagement()) {
      assertThat(row.path("visibleAt").asLong()).isGreaterThan(row.path("eventAt").asLong());
      visible += row.path("visible").asBoolean() ? 1 : 0;
    }
    assertThat(visible).isLessThan(m1.engagement().size() / 2);
    m1.pass(Duration.ofHours(24));
    m1.engagement().forEach(row -> assertThat(row.path("visible").asBoolean()).isTrue());
  }

  @Test
  void shouldMakeRowsThatAreEqualInEveryFieldM1Shows() {
    long id = lively(",\"equalShare\":1");
    m1.pass(Duration.ofHours(3));
    Set<String> distinct = new HashSet<>();
    all(id).path("detail").forEach(row -> distinct.add(row.toString()));

    assertThat(distinct.size() * 2).isEqualTo(all(id).path("total_count").asInt());
  }

  @Test
  void shouldLetRowsVanish() {
    long id = lively(",\"vanishingShare\":1");
    m1.pass(Duration.ofMinutes(20));
    assertThat(all(id).path("total_count").asInt()).isPositive();
    m1.pass(Duration.ofHours(5));

    assertThat(all(id).path("total_count").asInt()).isZero();
    assertThat(m1.engagement()).isNotEmpty();
  }

  @Test
  void shouldMoveRowsToAnotherTimeWithoutLosingThem() {
    long id = lively(",\"movingShare\":1,\"lateShare\":0");
    m1.pass(Duration.ofMinutes(60));
    List<String> before = all(id).path("detail").findValuesAsText("eventdate");
    m1.pass(Duration.ofHours(5));
    List<String> after = all(id).path("detail").findValuesAsText("eventdate");

    assertThat(after).hasSameSizeAs(before).isNotEqualTo(before);
    assertThat(after).isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @Test
  void shouldShowSentRowsOnlyWhenTheyExist() {
    long id = lively("");
    m1.pass(Duration.ofHours(2));
    assertThat(all(id).path("detail").findValuesAsText("dmdtype")).doesNotContain("Sent");

    m1.behaviour("{\"edm\":{\"sentRows\":\"sendout\"}}");

    assertThat(all(id).path("detail").findValuesAsText("dmdtype"))
        .filteredOn("Sendout"::equals)
        .hasSize(100);
    assertThat(m1.engagement()).hasSize(all(id).path("total_count").asInt());
  }

  @Test
  void shouldSpellTypesAsTold() {
    long id = lively(",\"softBounceRate\":0.9,\"hardBounceRate\":0.1");
    m1.pass(Duration.ofHours(2));
    assertThat(all(id).path("detail").findValuesAsText("dmdtype"))
        .contains("Softbounce1x", "Softbounce final", "HardBounce final");
    m1.behaviour("{\"edm\":{\"dmdtype\":\"lower\"}}");
    assertThat(all(id).path("detail").findValuesAsText("dmdtype")).contains("softbounce final");
    m1.behaviour("{\"edm\":{\"dmdtype\":\"upper-with-blanks\"}}");
    assertThat(all(id).path("detail").findValuesAsText("dmdtype")).contains("SOFTBOUNCE 1X");
    m1.behaviour("{\"edm\":{\"dmdtype\":\"mixed\"}}");
    assertThat(all(id).path("detail").findValuesAsText("dmdtype"))
        .contains("Softbounce1x", "softbounce1x", "SOFTBOUNCE 1X");
  }

  @Test
  void shouldDateRowsInChinaTimeByAClockThatMayBeWrong() {
    m1.campaign(
        "{\"emails\":[\"a@x.cn\"],\"openRate\":1,\"softBounceRate\":0,\"hardBounceRate\":0}");
    long eventAt = m1.engagement().get(0).path("eventAt").asLong();
    assertThat(eventAt).isGreaterThanOrEqualTo(SimulatedCloud.START.toEpochMilli());
    assertThat(m1.engagement().get(0).path("eventdate").asText()).startsWith("2026-03-01 08:3");

    m1.behaviour("{\"edm\":{\"clockSkew\":\"-PT1H\"}}");

    assertThat(m1.engagement().get(0).path("eventdate").asText()).startsWith("2026-03-01 07:3");
    assertThat(
            m1.get("/edm/tasks", Map.of("start", 0, "end", EVER)).at("/data/0/sendtime").asLong())
        .isEqualTo(SimulatedCloud.START.minusSeconds(3600).toEpochMilli());
  }

  @Test
  void shouldListCampaignsByCreationOrBySending() {
    m1.campaign(
        "{\"recipients\":1,\"createdAt\":\"2026-02-01T00:00:00Z\",\"sendAt\":\"2026-02-20T00:00:00Z\"}");
    long february10 = java.time.Instant.parse("2026-02-10T00:00:00Z").toEpochMilli();

    assertThat(tasks(0, february10)).isEqualTo(1);
    assertThat(tasks(february10, EVER)).isZero();
    m1.behaviour("{\"edm\":{\"tasksFilter\":\"send-time\"}}");
    assertThat(tasks(0, february10)).isZero();
    assertThat(tasks(february10, EVER)).isEqualTo(1);
  }

  @Test
  void shouldTellTheStatusOfThePagesSamplesUnlessToldOtherwise() {
    m1.campaign("{\"recipients\":1}");
    m1.pass(Duration.ofSeconds(1));
    m1.campaign("{\"recipients\":1,\"status\":2}");

    assertThat(
            m1.get("/edm/tasks", Map.of("start", 0, "end", EVER))
                .path("data")
                .findValuesAsText("status"))
        .containsExactly("2", "4");
  }

  private int tasks(long start, long end) {
    return m1.get("/edm/tasks", Map.of("start", start, "end", end)).path("data").size();
  }

  @Test
  void shouldTellAContactsReactionsInItsDetail() {
    m1.add(2, "[{\"email\":\"a@x.cn\"}]");
    m1.campaign(
        "{\"emails\":[\"a@x.cn\",\"b@x.cn\"],\"openRate\":1,\"softBounceRate\":0,\"hardBounceRate\":0}");
    m1.pass(Duration.ofHours(2));
    long id = m1.contacts().get(0).path("id").asLong();

    JsonNode rows = m1.get("/contact/detail", Map.of("id", id)).at("/data/edm/edmBehavior");

    assertThat(rows).isNotEmpty();
    rows.forEach(row -> assertThat(row.path("email").asText()).isEqualTo("a@x.cn"));
  }

  @Test
  void shouldRefuseSpecificationsThatMakeNoSense() {
    for (String spec :
        List.of(
            "{\"recipients\":-1}",
            "{\"openRate\":1.5}",
            "{\"duration\":\"PT0S\"}",
            "{\"softBounceRate\":0.6,\"hardBounceRate\":0.6}",
            "{\"recipient\":1}")) {
      assertThatThrownBy(() -> m1.campaign(spec)).isInstanceOf(RuntimeException.class);
    }
  }
}
