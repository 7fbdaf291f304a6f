package io.m1bridge.ui.signin;

import static io.m1bridge.ui.signin.Away.browser;
import static io.m1bridge.ui.signin.Away.https;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** People come by OpenID Connect. */
@QuarkusTest
@TestProfile(OidcVisits.WithIssuer.class)
class OidcSignInTest extends OidcVisits {

  @Inject SignInConfig config;

  @Test
  void shouldSignInAndKnowWhoItIs() {
    browser()
        .get("/ui/sample?page=2")
        .then()
        .statusCode(303)
        .header("Location", "/sign-in/start?next=%2Fui%2Fsample%3Fpage%3D2");
    Away away = Away.begin("/ui/sample?page=2");
    assertThat(away.request())
        .containsEntry("response_type", "code")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("scope", "openid profile email")
        .hasEntrySatisfying("redirect_uri", uri -> assertThat(uri).endsWith("/sign-in/callback"));

    Response answer = away.comeBack(issuer.grant(away.request(), AS_THEY_ARE));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.asString()).contains("content=\"0; url=/ui/sample?page=2\"");
    assertThat(answer.headers().getValues("Set-Cookie"))
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("m1bridge-session=v2.")
                    .contains("HTTPOnly", "SameSite=Strict", "Max-Age=43200"))
        .anySatisfy(cookie -> assertThat(cookie).startsWith(away.cookieName() + "=;"));
    String session = answer.cookie("m1bridge-session");
    browser().cookie("m1bridge-session", session).get("/ui/sample").then().statusCode(200);
    given()
        .cookie("m1bridge-session", session)
        .get("/elsewhere/person")
        .then()
        .body(equalTo("li.wei"));
    browser()
        .cookie("m1bridge-session", session)
        .post("/sign-out")
        .then()
        .statusCode(303)
        .header("Set-Cookie", containsString("Max-Age=0"));
  }

  @Test
  void shouldLetThoseWhoMayOnlyLookLook() {
    String operator = session(AS_THEY_ARE);
    String guest = session(claims -> claims.setStringListClaim("groups", "m1-guests"));

    browser().cookie("m1bridge-session", guest).get("/ui/sample").then().statusCode(200);
    given()
        .cookie("m1bridge-session", guest)
        .post("/elsewhere/act")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:m1-bridge:problem:not-an-operator"));
    given()
        .cookie("m1bridge-session", operator)
        .post("/elsewhere/act")
        .then()
        .statusCode(200)
        .body(equalTo("done"));
    given().post("/elsewhere/act").then().statusCode(401);
    given()
        .cookie("m1bridge-session", operator)
        .header("Sec-Fetch-Site", "same-site")
        .post("/elsewhere/act")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:m1-bridge:problem:cross-origin"));
  }

  @Test
  void shouldBindTicketToBrowserByHostCookieOverHttps() {
    Response begun = https().get("/sign-in/start?next=/ui/sample");
    String cookie = begun.header("Set-Cookie");
    assertThat(cookie)
        .startsWith("__Host-m1bridge-oidc-")
        .containsIgnoringCase("; Secure")
        .contains("SameSite=Lax", "HTTPOnly", "Path=/", "Max-Age=600");
    Away away = Away.of(begun);
    assertThat(away.request())
        .containsEntry("redirect_uri", "https://m1bridge.example.com/sign-in/callback");

    Response answer =
        https()
            .cookie(away.cookieName(), away.cookie())
            .queryParam("code", issuer.grant(away.request(), AS_THEY_ARE))
            .queryParam("state", away.request().get("state"))
            .get("/sign-in/callback");

    assertThat(answer.cookie("__Host-m1bridge-session")).startsWith("v2.");
  }

  @Test
  void shouldExplainToThoseWhoMayNotEnter() {
    Away away = Away.begin("/");

    Response answer =
        away.comeBack(
            issuer.grant(away.request(), claims -> claims.setStringListClaim("groups", "staff")));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.asString())
        .contains("not among those who may enter", "m1bridge.ui.oidc.allowed-subjects");
    assertThat(answer.cookie("m1bridge-session")).isNull();
  }

  @Test
  void shouldShowThatTheIssuerRefused() {
    Away away = Away.begin("/");

    browser()
        .cookie(away.cookieName(), away.cookie())
        .queryParam("error", "access_denied")
        .queryParam("error_description", "<b>words of others</b>")
        .queryParam("state", away.request().get("state"))
        .get("/sign-in/callback")
        .then()
        .statusCode(403)
        .body(containsString("did not sign you in"))
        .body(not(containsString("words of others")));
  }

  @Test
  void shouldNotTakeTokens() {
    String token = config.token().orElseThrow();

    browser().formParam("token", token).post("/sign-in").then().statusCode(403);
    Response link = browser().get("/ui/sample?token=" + token);
    assertThat(link.header("Location")).isEqualTo("/sign-in?next=%2Fui%2Fsample&failed=NO_TOKENS");
    assertThat(link.cookie("m1bridge-session")).isNull();
    given()
        .header("Authorization", "token " + token)
        .get("/ui/sample")
        .then()
        .statusCode(401)
        .body("advice", not(containsString("token")));
    browser()
        .get("/sign-in")
        .then()
        .body(containsString("href=\"/sign-in/start?next=%2F\""))
        .body(not(containsString("name=\"token\"")));
  }

  @Test
  void shouldNotLeadToAnotherSite() {
    for (String next :
        new String[] {"https://evil.example/", "//evil.example", "/\\evil.example"}) {
      Away away = Away.of(browser().queryParam("next", next).get("/sign-in/start"));
      Response answer = away.comeBack(issuer.grant(away.request(), AS_THEY_ARE));

      assertThat(answer.asString()).contains("url=/\"").doesNotContain("evil");
    }
  }

  @Test
  void shouldNotSignInOverPlainHttpFromAnotherMachine() {
    browser()
        .header("Host", "m1bridge.example.com")
        .get("/sign-in/start")
        .then()
        .statusCode(403)
        .body(containsString("m1bridge.ui.allow-insecure"));
  }
}
