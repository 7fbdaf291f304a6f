package io.m1bridge.simulator.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The EDM calls through HTTP, in the shape of the vendor's samples. */
@QuarkusTest
class EdmCallsHttpTest {
  private String token;

  @BeforeEach
  void start() {
    Http.reset();
    token = Http.token();
  }

  @Test
  void shouldShowACampaignAndItsRowsWithTheFieldsOfThePage() {
    int id =
        Http.control("{\"recipients\":40,\"duration\":\"PT1H\",\"subject\":\"邮件主题\"}")
            .post("/_sim/accounts/demo/campaigns")
            .path("id");
    Http.control("{\"by\":\"PT2H\"}").post("/_sim/clock/advance").then().statusCode(200);
    // The access token is a day old at most; the clock has moved two hours.
    Response tasks =
        Http.get("/edm/tasks", Map.of("token", token, "start", "0", "end", "9999999999999"));
    Response rows =
        Http.get(
            "/edm/task/detail",
            Map.of(
                "token",
                token,
                "id",
                id,
                "type",
                "0",
                "start",
                "0",
                "end",
                "9999999999999",
                "page",
                "1",
                "limit",
                "500"));

    assertThat(tasks.<Map<String, Object>>path("data[0]"))
        .containsEntry("task_id", id)
        .containsEntry("subject", "邮件主题")
        .containsEntry("status", 4)
        .containsKeys("createtime", "sendtime", "thumbnail");
    List<Map<String, Object>> truth = given().get("/_sim/accounts/demo/engagement").path("");
    assertThat(rows.<Integer>path("data.total_count")).isEqualTo(truth.size()).isPositive();
    assertThat(rows.<List<Map<String, Object>>>path("data.detail")).hasSize(truth.size());
    assertThat(rows.<Map<String, Object>>path("data.detail[0]"))
        .containsOnlyKeys(
            "task_id",
            "subject",
            "thumbnail",
            "sendtime",
            "dmdtype",
            "email",
            "eventdate",
            "clickname",
            "clickurl",
            "ip",
            "country",
            "province",
            "city",
            "software",
            "clientOs",
            "mailing_id");
    assertThat(rows.<String>path("data.detail[0].eventdate"))
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.0");
  }
}
