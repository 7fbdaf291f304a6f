package io.m1bridge.simulator.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults as a client meets them on the wire. */
@QuarkusTest
class FaultsHttpTest {
  // The JDK's client would repeat a GET by itself on a connection that it used before.
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TestHTTPResource("/v2")
  URI api;

  private String token;

  @BeforeEach
  void start() {
    Http.reset();
    token = Http.token();
  }

  private HttpResponse<String> addGroup() throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(api + "/contact/group/add"))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("name=g&token=" + token))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void fault(String kind, String more) {
    Http.control(
            "{\"path\":\"/contact/group/*\",\"kind\":\"" + kind + "\",\"times\":1" + more + "}")
        .post("/_sim/faults")
        .then()
        .statusCode(200);
  }

  private int groups() {
    return Http.get("/contact/group/all", Map.of("token", token, "page", "1", "limit", "9"))
        .path("data.total");
  }

  @Test
  void shouldCloseTheConnectionBeforeOrAfterTheEffect() {
    fault("reset-before", "");
    assertThatThrownBy(this::addGroup).isInstanceOf(IOException.class);
    assertThat(groups()).isZero();

    fault("reset-after", "");
    assertThatThrownBy(this::addGroup).isInstanceOf(IOException.class);
    assertThat(groups()).isOne();
  }

  @Test
  void shouldTakeATokenCallForItsClientsAccount() {
    Http.control(
            "{\"path\":\"/access_token\",\"kind\":\"status\",\"status\":502,\"account\":\"demo\"}")
        .post("/_sim/faults")
        .then()
        .statusCode(200);

    given().queryParam("client_id", "demo-client").post("/access_token").then().statusCode(502);
    given().queryParam("client_id", "stranger").post("/access_token").then().statusCode(400);
  }

  @Test
  void shouldBreakOffInTheMiddleOfTheAnswer() {
    fault("truncated", "");

    assertThatThrownBy(this::addGroup).isInstanceOf(IOException.class);
    assertThat(groups()).isOne();
  }

  @Test
  void shouldAnswerWithBrokenJson() throws IOException, InterruptedException {
    fault("malformed", "");

    HttpResponse<String> answer = addGroup();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{").doesNotEndWith("}");
  }

  @Test
  void shouldAnswerStatusAndCodeAsPlanned() throws IOException, InterruptedException {
    fault("status", ",\"status\":502");
    fault("refuse", ",\"code\":\"E10001\"");

    assertThat(addGroup().statusCode()).isEqualTo(502);
    assertThat(addGroup().body()).contains("E10001");
    assertThat(groups()).isZero();
    assertThat(given().get("/_sim/faults").<List<Integer>>path("hits")).containsExactly(1, 1);
  }

  @Test
  void shouldWaitBeforeAndAfterTheEffect() throws IOException, InterruptedException {
    fault("delay", ",\"delayMs\":150,\"delayAfterMs\":150");
    long start = System.nanoTime();

    assertThat(addGroup().statusCode()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void shouldHaveTheEffectThoughTheCallerDidNotWaitForTheAnswer() {
    fault("delay", ",\"delayAfterMs\":600");
    HttpRequest impatient =
        HttpRequest.newBuilder(URI.create(api + "/contact/group/add"))
            .timeout(Duration.ofMillis(200))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("name=g&token=" + token))
            .build();

    assertThatThrownBy(() -> client.send(impatient, HttpResponse.BodyHandlers.ofString()))
        .isInstanceOf(java.net.http.HttpTimeoutException.class);
    assertThat(groups()).isOne();
  }

  @Test
  void shouldTakeAFormOfMegabytesAndRefuseOneAboveTheKnob() {
    String large = "x".repeat(3_000_000);
    Map<String, String> add =
        Map.of(
            "token",
            token,
            "opType",
            "2",
            "contacts",
            "[{\"email\":\"a@x.cn\",\"notes\":\"" + large + "\"}]");

    assertThat(Http.post("/contact/add", add).<Boolean>path("success")).isTrue();
    Http.behaviour("{\"request\":{\"maxFormBytes\":2097152}}");
    assertThat(Http.post("/contact/add", add).statusCode()).isEqualTo(413);
  }
}
