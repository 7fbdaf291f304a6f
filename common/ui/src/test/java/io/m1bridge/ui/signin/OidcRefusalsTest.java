package io.m1bridge.ui.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/** Who comes back with what was not made for this sign-in stays outside. */
@QuarkusTest
@TestProfile(OidcVisits.WithIssuer.class)
class OidcRefusalsTest extends OidcVisits {

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
    Away attacker = Away.begin("/");
    Away victim = Away.begin("/");
    String code = issuer.grant(attacker.request(), AS_THEY_ARE);

    Response without = new Away(attacker.request(), "x", "y").comeBack(code);
    Response withOwn =
        new Away(attacker.request(), victim.cookieName(), victim.cookie()).comeBack(code);
    Response renamed =
        new Away(attacker.request(), attacker.cookieName(), victim.cookie()).comeBack(code);

    for (Response answer : new Response[] {without, withOwn, renamed}) {
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.asString()).contains("not begun in this browser");
      assertThat(answer.cookie("m1bridge-session")).isNull();
    }
  }

  @Test
  void shouldRefuseReplayedCallback() {
    Away away = Away.begin("/");
    String code = issuer.grant(away.request(), AS_THEY_ARE);
    away.comeBack(code).then().statusCode(200);

    new Away(away.request(), "x", "y").comeBack(code).then().statusCode(400);
    Response withCookieKept = away.comeBack(code);

    assertThat(withCookieKept.statusCode()).isEqualTo(502);
    assertThat(withCookieKept.asString()).contains("did not accept");
    assertThat(withCookieKept.cookie("m1bridge-session")).isNull();
  }

  @Test
  void shouldNotUseCodeOfAnotherSignIn() {
    Away away = Away.begin("/");
    Away other = Away.begin("/");

    Response answer = away.comeBack(issuer.grant(other.request(), AS_THEY_ARE));

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.cookie("m1bridge-session")).isNull();
  }
}
