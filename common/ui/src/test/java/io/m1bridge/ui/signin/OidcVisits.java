package io.m1bridge.ui.signin;

import static io.m1bridge.ui.signin.Away.browser;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Visits to a service whose issuer is down when the service starts, and comes later. */
abstract class OidcVisits {

  private static final String PORT = "m1bridge.test.issuer-port";
  static final Consumer<JwtClaims> AS_THEY_ARE = claims -> {};

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

  static LocalIssuer issuer;

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

  static String session(Consumer<JwtClaims> claims) {
    Away away = Away.begin("/");
    return away.comeBack(issuer.grant(away.request(), claims)).cookie("m1bridge-session");
  }

  static void signedIn() {
    Away away = Away.begin("/");
    away.comeBack(issuer.grant(away.request(), AS_THEY_ARE)).then().statusCode(200);
  }

  static void refused(Consumer<JwtClaims> claims) {
    Away away = Away.begin("/");
    Response answer = away.comeBack(issuer.grant(away.request(), claims));
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.asString()).contains("cannot be trusted");
    assertThat(answer.cookie("m1bridge-session")).isNull();
  }
}
