package io.m1bridge.ui.signin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SignInFlowTest {

  static final String TOKEN = "test-token-test-token-test-token-test";

  @Test
  void shouldSendBrowserToSignInAndBack() {
    browser()
        .get("/ui/sample?page=2")
        .then()
        .statusCode(303)
        .header("Location", "/sign-in?next=%2Fui%2Fsample%3Fpage%3D2");

    Response signedIn =
        browser().formParam("token", TOKEN).formParam("next", "/ui/sample?page=2").post("/sign-in");

    assertThat(signedIn.statusCode()).isEqualTo(303);
    assertThat(signedIn.header("Location")).endsWith("/ui/sample?page=2");
    String cookie = signedIn.header("Set-Cookie");
    assertThat(cookie)
        .startsWith("m1bridge-session=v1.")
        .contains("HTTPOnly", "SameSite=Strict", "Path=/", "Max-Age=43200");
    browser()
        .cookie("m1bridge-session", signedIn.cookie("m1bridge-session"))
        .get("/ui/sample")
        .then()
        .statusCode(200);
  }

  @Test
  void shouldSignInByLinkAndDropTokenFromAddress() {
    Response answer =
        browser().urlEncodingEnabled(false).get("/?a=%E4%B8%9C&token=" + TOKEN + "&b=2");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/?a=%E4%B8%9C&b=2");
    assertThat(answer.cookie("m1bridge-session")).startsWith("v1.");
  }

  @Test
  void shouldSignInByLinkToSignInPage() {
    Response answer = browser().get("/sign-in?token=" + TOKEN + "&next=/ui/sample");

    assertThat(answer.header("Location")).isEqualTo("/ui/sample");
    assertThat(answer.cookie("m1bridge-session")).startsWith("v1.");
  }

  @Test
  void shouldShowFormAgainWhenTokenIsWrong() {
    Response answer =
        browser().formParam("token", "wrong").formParam("next", "/ui/sample").post("/sign-in");

    assertThat(answer.statusCode()).isIn(401, 429);
    assertThat(answer.headers().hasHeaderWithName("Set-Cookie")).isFalse();
    assertThat(answer.asString())
        .contains("name=\"token\"", "value=\"/ui/sample\"")
        .doesNotContain("value=\"wrong\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)"
      })
  void shouldNotRedirectToAnotherSite(String next) {
    Response answer = browser().formParam("token", TOKEN).formParam("next", next).post("/sign-in");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).endsWith("/").doesNotContain("evil", "script");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/ui/sample",
        "/ui",
        "/ui/",
        "//ui/sample",
        "/ui//sample",
        "/./ui/sample",
        "/x/../ui/sample",
        "/%75i/sample",
        "/ui;a=b/sample",
        "/ui/sample;a=b",
        "/;a=b/ui/sample",
        "/ui%2fsample",
        "/;x",
        "/ui%3Ba=b/sample"
      })
  void shouldNotBeTalkedAroundBySpelling(String path) {
    Response answer = browser().urlEncodingEnabled(false).get(path);

    assertThat(answer.statusCode()).isIn(303, 404);
    assertThat(answer.asString()).doesNotContain("Latest changes");
  }

  @Test
  void shouldRefuseForgedCookies() {
    String genuine = session();
    String other =
        genuine.substring(0, genuine.length() - 2) + (genuine.endsWith("AA") ? "BB" : "AA");
    String longer = genuine.replaceFirst("v1\\.\\d+", "v1.99999999999");

    for (String forged : new String[] {other, longer, "", "v1", "v1.1.x.y", "null"}) {
      browser().cookie("m1bridge-session", forged).get("/").then().statusCode(303);
    }
    browser().cookie("m1bridge-session", genuine).get("/").then().statusCode(200);
  }

  @Test
  void shouldAnswerScriptsWithProblemInsteadOfRedirect() {
    given()
        .accept(ContentType.JSON)
        .get("/ui/sample")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:m1-bridge:problem:not-signed-in"))
        .body("advice", containsString("/sign-in"));
    browser()
        .header("X-Requested-With", "fetch")
        .get("/")
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
  }

  @Test
  void shouldLetScriptsInWithTokenHeader() {
    given().header("Authorization", "token " + TOKEN).get("/ui/sample").then().statusCode(200);
  }

  @Test
  void shouldLeaveOtherPathsAlone() {
    given().get("/v1/open").then().statusCode(200).body(equalTo("open"));
    given().header("Authorization", "Bearer whatever").get("/v1/open").then().statusCode(200);
    given().get("/v1/open?token=x").then().statusCode(200);
  }

  @Test
  void shouldGuardMarkedResourceWhereverItIs() {
    given().get("/elsewhere").then().statusCode(401).contentType("application/problem+json");
    given()
        .redirects()
        .follow(false)
        .accept("text/html")
        .get("/elsewhere")
        .then()
        .statusCode(303)
        .header("Location", containsString("/sign-in?next=%2Felsewhere"));
    given()
        .cookie("m1bridge-session", session())
        .get("/elsewhere")
        .then()
        .body(equalTo("guarded by name"));
  }

  @Test
  void shouldRefuseWritesSentByOtherOrigins() {
    String session = session();
    RequestSpecification signedIn = given().cookie("m1bridge-session", session);

    signedIn.header("Sec-Fetch-Site", "same-site").post("/ui/pause").then().statusCode(403);
    given()
        .cookie("m1bridge-session", session)
        .header("Origin", "http://evil.example")
        .post("/ui/pause")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
    given()
        .cookie("m1bridge-session", session)
        .header("Origin", "null")
        .post("/ui/pause")
        .then()
        .statusCode(403);
    given()
        .cookie("m1bridge-session", session)
        .header("Sec-Fetch-Site", "same-origin")
        .post("/ui/pause")
        .then()
        .body(equalTo("paused"));
    given().cookie("m1bridge-session", session).post("/ui/pause").then().body(equalTo("paused"));
  }

  @Test
  void shouldLoadPageAgainWhenAnotherSiteLedHere() {
    browser()
        .header("Sec-Fetch-Site", "cross-site")
        .get("/ui/sample")
        .then()
        .statusCode(200)
        .body(containsString("http-equiv=\"refresh\""))
        .body(not(containsString("Latest changes")));
  }

  @Test
  void shouldNotTakeTokenOverPlainHttpFromAnotherMachine() {
    Response answer =
        browser().header("Host", "m1bridge.example.com").formParam("token", TOKEN).post("/sign-in");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.asString()).contains("m1bridge.ui.allow-insecure");
    assertThat(answer.headers().hasHeaderWithName("Set-Cookie")).isFalse();
  }

  @Test
  void shouldUseHostCookieOverHttps() {
    Response answer =
        browser()
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Host", "m1bridge.example.com")
            .formParam("token", TOKEN)
            .post("/sign-in");

    assertThat(answer.header("Set-Cookie"))
        .startsWith("__Host-m1bridge-session=v1.")
        .containsIgnoringCase("; Secure")
        .contains("Path=/");
    String session = answer.cookie("__Host-m1bridge-session");
    browser()
        .header("X-Forwarded-Proto", "https")
        .cookie("__Host-m1bridge-session", session)
        .get("/")
        .then()
        .statusCode(200);
    browser()
        .header("X-Forwarded-Proto", "https")
        .cookie("m1bridge-session", session)
        .get("/")
        .then()
        .statusCode(303);
  }

  @Test
  void shouldSignOut() {
    given()
        .redirects()
        .follow(false)
        .cookie("m1bridge-session", session())
        .post("/sign-out")
        .then()
        .statusCode(303)
        .header("Set-Cookie", startsWith("m1bridge-session=;"))
        .header("Set-Cookie", containsString("Max-Age=0"));
  }

  @Test
  void shouldNotSignOutForAnotherOrigin() {
    given()
        .cookie("m1bridge-session", session())
        .header("Sec-Fetch-Site", "same-site")
        .post("/sign-out")
        .then()
        .statusCode(403)
        .header("Set-Cookie", nullValue());
  }

  private static String session() {
    return browser().formParam("token", TOKEN).post("/sign-in").cookie("m1bridge-session");
  }

  private static RequestSpecification browser() {
    return given().redirects().follow(false).accept("text/html,application/xhtml+xml,*/*;q=0.8");
  }
}
