package io.m1bridge.simulator.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The OAuth2 flow through HTTP, as a browser without a head goes through it. */
@QuarkusTest
class OAuthHttpTest {
  private static final String CALLBACK = "http://127.0.0.1:8081/callback?from=m1";
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

  @BeforeEach
  void start() {
    Http.reset();
  }

  private static Response page() {
    return given()
        .queryParams(
            Map.of("client_id", "demo-client", "redirect_uri", CALLBACK, "response_type", "code"))
        .get("/authorize");
  }

  /** Posts the page's form with one of its buttons, as it stands. */
  private static Response press(String decision, String account) {
    Map<String, String> form = new LinkedHashMap<>();
    HIDDEN
        .matcher(page().asString())
        .results()
        .forEach(input -> form.put(input.group(1), input.group(2)));
    assertThat(form).containsEntry("redirect_uri", CALLBACK);
    form.put("account", account);
    form.put("decision", decision);
    return given()
        .redirects()
        .follow(false)
        .contentType("application/x-www-form-urlencoded; charset=UTF-8")
        .formParams(form)
        .post("/authorize");
  }

  private static String code() {
    String location = press("allow", "demo").header("Location");
    assertThat(location).startsWith(CALLBACK + "&code=");
    return location.substring((CALLBACK + "&code=").length());
  }

  @Test
  void shouldGoFromConsentToAnswersWithTheParametersInTheAddress() {
    Response tokens =
        given()
            .queryParams(
                Map.of(
                    "client_id", "demo-client",
                    "client_secret", "demo-secret",
                    "grant_type", "authorization_code",
                    "code", code(),
                    "redirect_uri", CALLBACK))
            .post("/access_token");

    String access = tokens.path("access_token");
    assertThat(tokens.<Long>path("expires_in")).isGreaterThan(System.currentTimeMillis());
    assertThat(Http.get("/contact/setting", Map.of("token", access)).<Boolean>path("success"))
        .isTrue();
    assertThat(given().get("/_sim/accounts/demo/tokens").<Integer>path("codeExchanges")).isOne();
  }

  @Test
  void shouldTakeTheParametersInAFormToo() {
    Map<String, String> form =
        Map.of(
            "client_id", "demo-client",
            "client_secret", "demo-secret",
            "grant_type", "authorization_code",
            "code", code(),
            "redirect_uri", CALLBACK);

    assertThat(
            given()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParams(form)
                .post("/access_token")
                .<String>path("refresh_token"))
        .isNotBlank();
  }

  @Test
  void shouldOfferEveryAccountOfTheClient() {
    Http.control("{\"clientId\":\"demo-client\",\"secrets\":[\"demo-secret\"]}")
        .put("/_sim/accounts/second")
        .then()
        .statusCode(200);

    assertThat(page().asString())
        .contains("<option value=\"demo\">")
        .contains("<option value=\"second\">");
    assertThat(press("allow", "second").statusCode()).isEqualTo(302);
    assertThat(given().get("/_sim/accounts/second/tokens").<Integer>path("codesIssued")).isOne();
  }

  @Test
  void shouldSendARefusalBack() {
    assertThat(press("refuse", "demo").header("Location"))
        .isEqualTo(CALLBACK + "&error=access_denied");
  }

  @Test
  void shouldAnswerFailuresInThePagesForm() {
    Response strange = given().queryParam("client_id", "x").get("/authorize");
    Response refused = given().queryParam("grant_type", "refresh_token").post("/access_token");

    assertThat(strange.<String>path("error")).isEqualTo("invalid_request");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.<String>path("error")).isEqualTo("invalid_client");
    assertThat(refused.<String>path("error_description")).isNotBlank();
  }

  @Test
  void shouldRotateAndThenLoseTheAnswerWhenAFaultSaysSo() {
    Response tokens = given().post("/_sim/accounts/demo/tokens/issue");
    Http.control("{\"path\":\"/access_token\",\"kind\":\"reset-after\",\"times\":1}")
        .post("/_sim/faults")
        .then()
        .statusCode(200);
    Map<String, String> refresh =
        Map.of(
            "client_id", "demo-client",
            "client_secret", "demo-secret",
            "grant_type", "refresh_token",
            "refresh_token", tokens.path("refreshToken"));

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> given().queryParams(refresh).post("/access_token"))
        .isInstanceOf(java.io.IOException.class);

    assertThat(given().queryParams(refresh).post("/access_token").<String>path("error"))
        .isEqualTo("invalid_grant");
    assertThat(given().get("/_sim/accounts/demo/tokens").<Integer>path("refreshes")).isOne();
  }
}
