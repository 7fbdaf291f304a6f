package io.m1bridge.ui.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProblemsTest {

  @Test
  void shouldAnswerWithTheProblemThatWasThrown() {
    problem(given().get("/v1/refuses").then(), 409)
        .body("type", equalTo("urn:m1-bridge:problem:account-not-connected"))
        .body("detail", equalTo("Account east has no grant."))
        .body("instance", equalTo("/v1/refuses"))
        .body("advice", equalTo("Connect it on token-service's page."));
  }

  @Test
  void shouldFindProblemInFailedStage() {
    problem(given().get("/v1/refuses-later").then(), 409)
        .body("type", equalTo("urn:m1-bridge:problem:account-not-connected"));
  }

  @Test
  void shouldSayWhereJsonBreaksWithoutQuotingIt() {
    problem(
            given()
                .contentType("application/json")
                .body("{\"name\": \"王芳\", \"count\": }")
                .post("/v1/orders")
                .then(),
            400)
        .body("detail", containsString("line 1"))
        .body("detail", not(containsString("王芳")));
    problem(
            given()
                .contentType("application/json")
                .body("{\"name\":\"a\",\"count\":\"secret\"}")
                .post("/v1/orders")
                .then(),
            400)
        .body("detail", containsString("at count"))
        .body("detail", not(containsString("secret")));
    problem(
            given()
                .contentType("application/json")
                .body("{\"name\":\"a\",\"sizes\":[1,{}]}")
                .post("/v1/orders")
                .then(),
            400)
        .body("detail", containsString("at sizes.[1]"));
    problem(given().contentType("application/json").body("[]").post("/v1/orders").then(), 400);
  }

  @Test
  void shouldExplainHttpsOwnRefusals() {
    problem(given().get("/v1/nothing").then(), 404).body("instance", equalTo("/v1/nothing"));
    problem(given().post("/v1/open").then(), 405);
    problem(given().contentType("text/csv").body("a,b").post("/v1/orders").then(), 415);
    problem(
        given()
            .contentType("application/json")
            .accept("image/png")
            .body("{}")
            .post("/v1/orders")
            .then(),
        406);
    problem(given().get("/v1/moves").then(), 503).header("Retry-After", "7");
  }

  @Test
  void shouldExplainOversizedBody() {
    problem(
            given()
                .contentType("application/json")
                .body("{\"name\":\"" + "x".repeat(70_000) + "\"}")
                .post("/v1/orders")
                .then(),
            413)
        .body("advice", containsString("max-body-size"));
  }

  @Test
  void shouldNameUnexpectedFailureByAnIdAndNothingElse() {
    String body =
        problem(given().get("/v1/breaks").then(), 500)
            .body("instance", startsWith("urn:m1-bridge:error:"))
            .extract()
            .asString();

    assertThat(body).doesNotContain("internal detail", "IllegalState");
  }

  @Test
  void shouldShowBrowserAPage() {
    given()
        .accept("text/html,*/*;q=0.8")
        .get("/v1/refuses")
        .then()
        .statusCode(409)
        .contentType(containsString("text/html"))
        .body(containsString("The account is not connected"))
        .body(containsString("Connect it on token-service"));
  }

  private static ValidatableResponse problem(ValidatableResponse answer, int status) {
    return answer
        .statusCode(status)
        .contentType("application/problem+json")
        .body("status", equalTo(status));
  }
}
