package io.m1bridge.simulator.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The control API as people and scripts use it. */
@QuarkusTest
class ControlHttpTest {
  @BeforeEach
  void start() {
    Http.reset();
  }

  @Test
  void shouldStartWithTheDemoAccount() {
    Response accounts = given().get("/_sim/accounts");

    assertThat(accounts.<List<String>>path("id")).containsExactly("demo");
    assertThat(accounts.<String>path("[0].plan")).isEqualTo("diamond");
    assertThat(accounts.<Integer>path("[0].callLimit")).isEqualTo(4000);
    assertThat(accounts.asString()).doesNotContain("demo-secret");
  }

  @Test
  void shouldSayInWordsWhatIsWrong() {
    assertThat(error(Http.control("{\"edm\":{\"nope\":1}}").patch("/_sim/behaviour")))
        .contains("edm.nope");
    assertThat(error(Http.control("{\"clientId\":\"c\"}").put("/_sim/accounts/x")))
        .contains("secrets");
    assertThat(
            error(
                Http.control("{\"clientId\":\"c\",\"secrets\":[\"s\"],\"plam\":\"gold\"}")
                    .put("/_sim/accounts/x")))
        .contains("plam");
    assertThat(error(Http.control("{\"kind\":\"status\"}").post("/_sim/faults")))
        .contains("path and kind");
    assertThat(error(Http.control("{nonsense").post("/_sim/faults"))).isNotBlank();
    assertThat(given().get("/_sim/accounts/nobody/calls").statusCode()).isEqualTo(404);
    assertThat(given().delete("/_sim/faults/99").statusCode()).isEqualTo(404);
  }

  private static String error(Response answer) {
    assertThat(answer.statusCode()).isEqualTo(400);
    return answer.path("error");
  }

  @Test
  void shouldChangeSettingsAndKeepData() {
    String token = Http.token();
    Http.post(
        "/contact/add",
        Map.of("token", token, "opType", "2", "contacts", "[{\"email\":\"a@x.cn\"}]"));

    Response changed =
        Http.control(
                "{\"clientId\":\"demo-client\",\"secrets\":[\"s2\"],\"plan\":\"gold\",\"callLimit\":1,\"hour\":\"clock\"}")
            .put("/_sim/accounts/demo");

    assertThat(changed.<Integer>path("contacts")).isOne();
    assertThat(changed.<Integer>path("contactLimit")).isEqualTo(100_000);
    Response over = Http.get("/contact/setting", Map.of("token", token));
    assertThat(over.<String>path("data.code")).isEqualTo("E10104");
    assertThat(given().get("/_sim/accounts/demo/calls/summary").<Map<String, Object>>path("byCode"))
        .containsEntry("ok", 1)
        .containsEntry("E10104", 1);
    assertThat(given().get("/_sim/accounts/demo/calls").<List<String>>path("code"))
        .containsExactly("ok", "E10104");
  }

  @Test
  void shouldEndTokensOnDemand() {
    String token = Http.token();
    given().post("/_sim/accounts/demo/tokens/expire-access").then().statusCode(200);
    assertThat(Http.get("/contact/setting", Map.of("token", token)).<String>path("data.code"))
        .isEqualTo("E10101");

    Response counts = given().post("/_sim/accounts/demo/tokens/revoke");
    assertThat(counts.<Integer>path("grantsAlive")).isZero();
    assertThat(counts.<Integer>path("grantsDead")).isOne();
  }

  @Test
  void shouldLetTimePassFaster() {
    Http.control("{\"scale\":3600}").put("/_sim/clock").then().statusCode(200);
    assertThat(given().get("/_sim/clock").<Float>path("scale")).isEqualTo(3600f);
  }

  @Test
  void shouldShowPeopleWhatItIs() {
    String page = given().get("/").asString();

    assertThat(page).contains("M1 simulator").contains("demo-client").contains("/_sim/behaviour");
  }

  @Test
  void shouldTakeTokensInTheAddressOfAPostAndRefuseBrokenEscapes() {
    assertThat(
            given()
                .queryParam("token", Http.token())
                .post("/v2/contact/property/all")
                .<Boolean>path("success"))
        .isTrue();
    assertThat(
            given()
                .contentType("application/x-www-form-urlencoded")
                .body("token=%zz")
                .post("/v2/contact/property/all")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void shouldDrawKnobsFromASeedAndTellWhatToReplay() {
    String asked = "{\"seed\":7,\"most\":8,\"harmless\":true}";
    String drawn = Http.control(asked).post("/_sim/draw").asString();

    assertThat(drawn).contains("\"seed\":7").contains("\"behaviour\":{");
    assertThat(given().get("/_sim/behaviour").asString()).isNotEqualTo(defaults());
    Http.reset();
    assertThat(Http.control(asked).post("/_sim/draw").asString()).isEqualTo(drawn);
  }

  private static String defaults() {
    Http.reset();
    return given().get("/_sim/behaviour").asString();
  }

  @Test
  void shouldTellContactsLineByLineAndInPages() {
    String contacts = "[{\"email\":\"a@x.cn\"},{\"email\":\"b@x.cn\"},{\"email\":\"c@x.cn\"}]";
    Http.post("/contact/add", Map.of("token", Http.token(), "opType", "2", "contacts", contacts));
    List<Integer> ids = given().get("/_sim/accounts/demo/contacts").path("id");

    String all = given().get("/_sim/accounts/demo/contacts.ndjson").asString();
    String page =
        given().get("/_sim/accounts/demo/contacts.ndjson?limit=1&after=" + ids.get(0)).asString();

    assertThat(all.lines()).hasSize(3).allMatch(line -> line.startsWith("{\"id\":"));
    assertThat(page.lines()).hasSize(1).allMatch(line -> line.contains("b@x.cn"));
  }
}
