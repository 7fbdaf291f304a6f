package io.m1bridge.ui.signin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People come by OpenID Connect; the issuer is down when the service starts. */
@QuarkusTest
@TestProfile(OidcSignInTest.WithIssuer.class)
class OidcSignInTest {

  private static final String PORT = "m1bridge.test.issuer-port";
  private static final Consumer<JwtClaims> AS_THEY_ARE = claims -> {};

  /** The port is chosen before the service starts; the issuer comes later. */
  public static final class WithIssuer implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try (ServerSocket free = new ServerSocket(0)) {
        System.setProperty(PORT, Integer.toString(free.getLocalPort()));
        return Map.of(
            "m1bridge.ui.oidc.issuer",
            "http://127.0.0.1:" + free.getLocalPort(),
            "m1bridge.ui.oidc.client-id",
            LocalIssuer.CLIENT,
            "m1bridge.ui.oidc.client-secret",
            LocalIssuer.SECRET,
            "m1bridge.ui.oidc.allowed-groups",
            "m1-operators,m1-guests",
            "m1bridge.ui.oidc.operator-groups",
            "m1-operators");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A browser that stands at the issuer. */
  private record Away(Map<String, String> request, String cookieName, String cookie) {}

  private static LocalIssuer issuer;

  @Inject SignInConfig config;

  @BeforeEach
  void start() throws IOException {
    if (issuer == null) {
      // Before it is there for the first time.
      Response answer = browser().get("/sign-in/start?next=/ui/sample");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.asString())
          .contains("does not answer", "http-equiv=\"refresh\" content=\"5; url=/sign-in/start?");
      issuer = new LocalIssuer(Integer.getInteger(PORT));
    }
  }

  @AfterEach
  void mend() {
    issuer.rotate();
  }

  @AfterAll
  static void stop() {
    issuer.close();
    issuer = null;
  }

  @Test
  void shouldSignInAndKnowWhoItIs() {
    browser()
        .get("/ui/sample?page=2")
        .then()
        .statusCode(303)
        .header("Location", "/sign-in/start?next=%2Fui%2Fsample%3Fpage%3D2");
    Away away = begin("/ui/sample?page=2");
    assertThat(away.request)
        .containsEntry("response_type", "code")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("scope", "openid profile email")
        .hasEntrySatisfying("redirect_uri", uri -> assertThat(uri).endsWith("/sign-in/callback"));

    Response answer = comeBack(away, issuer.grant(away.request, AS_THEY_ARE));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.asString()).contains("content=\"0; url=/ui/sample?page=2\"");
    assertThat(answer.headers().getValues("Set-Cookie"))
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("m1bridge-session=v2.")
                    .contains("HTTPOnly", "SameSite=Strict", "Max-Age=43200"))
        .anySatisfy(cookie -> assertThat(cookie).startsWith(away.cookieName + "=;"));
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
    Away away = away(begun);
    assertThat(away.request)
        .containsEntry("redirect_uri", "https://m1bridge.example.com/sign-in/callback");

    Response answer =
        https()
            .cookie(away.cookieName, away.cookie)
            .queryParam("code", issuer.grant(away.request, AS_THEY_ARE))
            .queryParam("state", away.request.get("state"))
            .get("/sign-in/callback");

    assertThat(answer.cookie("__Host-m1bridge-session")).startsWith("v2.");
  }

  @Test
  void shouldRefuseIdTokensThatDoNotFit() {
    refused(claims -> claims.setStringClaim("nonce", "another"));
    refused(claims -> claims.unsetClaim("nonce"));
    refused(claims -> claims.setAudience("another"));
    refused(claims -> claims.setAudience(LocalIssuer.CLIENT, "another"));
    refused(claims -> claims.setStringClaim("azp", "another"));
    refused(claims -> claims.setIssuer("http://127.0.0.1:1"));
    refused(claims -> claims.setExpirationTimeMinutesInTheFuture(-1));
    refused(claims -> claims.unsetClaim("exp"));
    refused(claims -> claims.unsetClaim("sub"));
  }

  @Test
  void shouldRefuseOtherAlgorithms() {
    issuer.sign("none", null);
    refused(AS_THEY_ARE);
    issuer.sign("HS256", new HmacKey(LocalIssuer.SECRET.getBytes(StandardCharsets.UTF_8)));
    refused(AS_THEY_ARE);
  }

  @Test
  void shouldFollowRotatedKeysAndRefuseUnknownOnes() throws JoseException {
    signedIn();
    issuer.useUnpublishedKey();
    refused(AS_THEY_ARE);
    issuer.rotate();
    signedIn();
    issuer.rotateToEllipticCurve();
    signedIn();
  }

  @Test
  void shouldRefuseStateOfAnotherBrowser() {
    Away attacker = begin("/");
    Away victim = begin("/");
    String code = issuer.grant(attacker.request, AS_THEY_ARE);

    Response without = comeBack(new Away(attacker.request, "x", "y"), code);
    Response withOwn = comeBack(new Away(attacker.request, victim.cookieName, victim.cookie), code);
    Response renamed =
        comeBack(new Away(attacker.request, attacker.cookieName, victim.cookie), code);

    for (Response answer : new Response[] {without, withOwn, renamed}) {
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.asString()).contains("not begun in this browser");
      assertThat(answer.cookie("m1bridge-session")).isNull();
    }
  }

  @Test
  void shouldRefuseReplayedCallback() {
    Away away = begin("/");
    String code = issuer.grant(away.request, AS_THEY_ARE);
    comeBack(away, code).then().statusCode(200);

    comeBack(new Away(away.request, "x", "y"), code).then().statusCode(400);
    Response withCookieKept = comeBack(away, code);

    assertThat(withCookieKept.statusCode()).isEqualTo(502);
    assertThat(withCookieKept.asString()).contains("did not accept");
    assertThat(withCookieKept.cookie("m1bridge-session")).isNull();
  }

  @Test
  void shouldNotUseCodeOfAnotherSignIn() {
    Away away = begin("/");
    Away other = begin("/");

    Response answer = comeBack(away, issuer.grant(other.request, AS_THEY_ARE));

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.cookie("m1bridge-session")).isNull();
  }

  @Test
  void shouldExplainToThoseWhoMayNotEnter() {
    Away away = begin("/");

    Response answer =
        comeBack(
            away,
            issuer.grant(away.request, claims -> claims.setStringListClaim("groups", "staff")));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.asString())
        .contains("not among those who may enter", "m1bridge.ui.oidc.allowed-subjects");
    assertThat(answer.cookie("m1bridge-session")).isNull();
  }

  @Test
  void shouldShowThatTheIssuerRefused() {
    Away away = begin("/");

    browser()
        .cookie(away.cookieName, away.cookie)
        .queryParam("error", "access_denied")
        .queryParam("error_description", "<b>words of others</b>")
        .queryParam("state", away.request.get("state"))
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
      Away away = away(browser().queryParam("next", next).get("/sign-in/start"));
      Response answer = comeBack(away, issuer.grant(away.request, AS_THEY_ARE));

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

  private static String session(Consumer<JwtClaims> claims) {
    Away away = begin("/");
    return comeBack(away, issuer.grant(away.request, claims)).cookie("m1bridge-session");
  }

  private static void signedIn() {
    Away away = begin("/");
    comeBack(away, issuer.grant(away.request, AS_THEY_ARE)).then().statusCode(200);
  }

  private static void refused(Consumer<JwtClaims> claims) {
    Away away = begin("/");
    Response answer = comeBack(away, issuer.grant(away.request, claims));
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.asString()).contains("cannot be trusted");
    assertThat(answer.cookie("m1bridge-session")).isNull();
  }

  private static Away begin(String next) {
    return away(browser().queryParam("next", next).get("/sign-in/start"));
  }

  private static Away away(Response begun) {
    assertThat(begun.statusCode()).isEqualTo(303);
    String[] cookie = begun.header("Set-Cookie").split("[=;]", 3);
    String query = URI.create(begun.header("Location")).getRawQuery();
    return new Away(LocalIssuer.parameters(query), cookie[0], cookie[1]);
  }

  private static Response comeBack(Away away, String code) {
    return browser()
        .cookie(away.cookieName, away.cookie)
        .queryParam("code", code)
        .queryParam("state", away.request.get("state"))
        .get("/sign-in/callback");
  }

  private static RequestSpecification browser() {
    return given().redirects().follow(false).accept("text/html,application/xhtml+xml,*/*;q=0.8");
  }

  private static RequestSpecification https() {
    return browser().header("X-Forwarded-Proto", "https").header("Host", "m1bridge.example.com");
  }
}
