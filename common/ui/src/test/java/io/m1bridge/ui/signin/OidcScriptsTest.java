package io.m1bridge.ui.signin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** People come by OpenID Connect, scripts keep their token. Nobody answers at the issuer's port. */
@QuarkusTest
@TestProfile(OidcScriptsTest.WithTokenForScripts.class)
class OidcScriptsTest {

  /** Made by the test framework. */
  public static final class WithTokenForScripts implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "m1bridge.ui.oidc.issuer", "http://127.0.0.1:1",
          "m1bridge.ui.oidc.client-id", LocalIssuer.CLIENT,
          "m1bridge.ui.oidc.client-secret", LocalIssuer.SECRET,
          "m1bridge.ui.oidc.allowed-subjects", "*",
          "m1bridge.ui.oidc.token-for-scripts", "true");
    }
  }

  @Inject SignInConfig config;

  @Test
  void shouldLetScriptsInAndNoBrowserByToken() {
    String token = config.token().orElseThrow();

    given().header("Authorization", "token " + token).get("/ui/sample").then().statusCode(200);
    given().header("Authorization", "token wrong").get("/ui/sample").then().statusCode(401);
    given().accept("text/html").formParam("token", token).post("/sign-in").then().statusCode(403);
    given()
        .redirects()
        .follow(false)
        .accept("text/html")
        .get("/?token=" + token)
        .then()
        .statusCode(303)
        .header("Location", containsString("/sign-in?next=%2F"));
  }
}
