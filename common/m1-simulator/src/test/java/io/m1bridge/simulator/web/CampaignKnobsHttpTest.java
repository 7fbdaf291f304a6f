package io.m1bridge.simulator.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that change later, and campaigns in trouble while others answer. */
@QuarkusTest
class CampaignKnobsHttpTest {
  private String token;

  @BeforeEach
  void start() {
    Http.reset();
    Http.control("{\"scale\":0}").put("/_sim/clock").then().statusCode(200);
    token = Http.token();
  }

  private static int campaign(String more) {
    return Http.control(
            "{\"recipients\":30,\"openRate\":1,\"duration\":\"PT1M\",\"softBounceRate\":0,\"hardBounceRate\":0,"
                + "\"lateShare\":0"
                + more
                + "}")
        .post("/_sim/accounts/demo/campaigns")
        .path("id");
  }

  private Response detail(int campaign) {
    return Http.get(
        "/edm/task/detail",
        Map.of(
            "token",
            token,
            "id",
            campaign,
            "type",
            0,
            "start",
            0,
            "end",
            9_999_999_999_999L,
            "page",
            1,
            "limit",
            500));
  }

  private List<Integer> tasks() {
    return Http.get("/edm/tasks", Map.of("token", token, "start", 0, "end", 9_999_999_999_999L))
        .path("data.task_id");
  }

  private static void pass(String time) {
    Http.control("{\"by\":\"" + time + "\"}").post("/_sim/clock/advance").then().statusCode(200);
  }

  private static void trouble(int campaign, String trouble) {
    Http.control(trouble)
        .put("/_sim/accounts/demo/campaigns/" + campaign + "/trouble")
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "maskedShare,ip,203\\.0\\.113\\.\\*",
    "renamedShare,clientOs,.* 49",
    "filledShare,mailing_id,\\d+"
  })
  void shouldChangeRowsLater(String share, String field, String later) {
    int campaign = campaign(",\"" + share + "\":1");
    pass("PT30S");
    List<String> early = detail(campaign).path("data.detail." + field);
    pass("PT1H");
    List<String> late = detail(campaign).path("data.detail." + field);

    assertThat(early).anyMatch(value -> !value.matches(later));
    assertThat(late).allMatch(value -> value.isEmpty() || value.matches(later));
    assertThat(given().get("/_sim/accounts/demo/engagement").<List<?>>path("changesAt"))
        .isNotEmpty();
  }

  @Test
  void shouldKeepTheRowsOfASeedWhateverChangesLater() {
    int plain = campaign("");
    int changing = campaign(",\"maskedShare\":1,\"filledShare\":0.5");
    pass("PT1H");

    assertThat(detail(changing).<List<?>>path("data.detail.eventdate"))
        .isEqualTo(detail(plain).<List<?>>path("data.detail.eventdate"));
  }

  @Test
  void shouldLetACampaignVanishAndComeBack() {
    int other = campaign("");
    int one = campaign(",\"trouble\":{\"hidesAfter\":\"PT10M\",\"hiddenFor\":\"PT10M\"}");
    pass("PT9M");
    assertThat(tasks()).containsExactlyInAnyOrder(one, other);
    pass("PT1M");
    assertThat(tasks()).containsExactly(other);
    assertThat(detail(one).<List<?>>path("data.detail")).isEmpty();
    Http.behaviour("{\"edm\":{\"unknownCampaign\":\"refused\"}}");
    assertThat(detail(one).<String>path("data.code")).isEqualTo("E10103");
    Http.behaviour("{\"edm\":{\"unknownCampaign\":\"no-code\"}}");
    assertThat(detail(one).<Map<String, ?>>path("data")).containsOnlyKeys("msg");
    pass("PT10M");
    assertThat(tasks()).containsExactlyInAnyOrder(one, other);
    assertThat(detail(one).<List<?>>path("data.detail")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"E10001,E10001", "no-code,"})
  void shouldRefuseOneCampaignWhileOthersAnswer(String refusal, String code) {
    int one = campaign(",\"trouble\":{\"refusal\":\"" + refusal + "\"}");
    int other = campaign("");
    pass("PT1H");

    assertThat(detail(one).<Boolean>path("success")).isFalse();
    assertThat(detail(one).<String>path("data.code")).isEqualTo(code);
    assertThat(detail(other).<List<?>>path("data.detail")).isNotEmpty();
    assertThat(tasks()).contains(one);
    trouble(one, "{}");
    assertThat(detail(one).<List<?>>path("data.detail")).isNotEmpty();
    trouble(one, "{\"hidesAfter\":\"PT0S\"}");
    assertThat(tasks()).containsExactly(other);
    assertThat(Http.control("{}").put("/_sim/accounts/demo/campaigns/1/trouble").statusCode())
        .isEqualTo(404);
  }
}
