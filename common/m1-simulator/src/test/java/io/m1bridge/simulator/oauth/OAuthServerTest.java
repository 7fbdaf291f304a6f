package io.m1bridge.simulator.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.simulator.SimulatedCloud;
import io.m1bridge.simulator.call.M1Request;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OAuthServerTest {
  private static final String CALLBACK = "http://127.0.0.1:8081/callback";
  private static final Duration DAY = Duration.ofHours(24);

  private final SimulatedCloud m1 = new SimulatedCloud();

  private AuthorizeRequest request() {
    return new AuthorizeRequest("client", CALLBACK, "code", "s t");
  }

  private String allowed() {
    return ((AuthorizeOutcome.Redirect) m1.cloud.oauth().decide(request(), null, true)).location();
  }

  private String code() {
    return allowed().replaceAll(".*code=", "").replaceAll("&.*", "");
  }

  private JsonNode token(Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(parameters);
    all.putIfAbsent("client_id", "client");
    all.putIfAbsent("client_secret", "new");
    return SimulatedCloud.body(
        m1.cloud.tokens().handle(new M1Request("POST", "/access_token", all, Map.of(), 0), null));
  }

  private JsonNode exchange(String code) {
    return token(
        Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK));
  }

  private JsonNode refresh(JsonNode tokens) {
    return token(
        Map.of(
            "grant_type", "refresh_token", "refresh_token", tokens.path("refresh_token").asText()));
  }

  private boolean opens(JsonNode tokens) {
    String access = tokens.path("access_token").asText();
    return m1.get("/contact/setting", Map.of("token", access)).path("success").asBoolean();
  }

  @Test
  void shouldTurnAConsentIntoTokensThatOpenTheApiForADay() {
    JsonNode tokens = exchange(code());

    assertThat(opens(tokens)).isTrue();
    m1.pass(DAY.minusMillis(1));
    assertThat(opens(tokens)).isTrue();
    m1.pass(Duration.ofMillis(1));
    assertThat(opens(tokens)).isFalse();
  }

  @Test
  void shouldTakeACodeOnceForItsRedirectUriWithinItsLife() {
    String code = code();
    exchange(code);
    assertThat(exchange(code).path("error").asText()).isEqualTo("invalid_grant");

    assertThat(
            token(
                    Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code(),
                        "redirect_uri",
                        "http://elsewhere.example/"))
                .path("error")
                .asText())
        .isEqualTo("invalid_grant");

    String old = code();
    m1.pass(Duration.ofMinutes(10));
    assertThat(exchange(old).path("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void shouldTakeAnySecretOfTheClientAndNoOther() {
    for (String secret : new String[] {"old", "new"}) {
      assertThat(withSecret(secret).has("access_token")).isTrue();
    }
    assertThat(withSecret("wrong").path("error").asText()).isEqualTo("invalid_client");
    assertThat(token(Map.of("grant_type", "password")).path("error").asText())
        .isEqualTo("unsupported_grant_type");
  }

  private JsonNode withSecret(String secret) {
    return token(
        Map.of(
            "client_secret",
            secret,
            "grant_type",
            "authorization_code",
            "code",
            code(),
            "redirect_uri",
            CALLBACK));
  }

  @Test
  void shouldKillAUsedRefreshTokenAtOnceWhenStrict() {
    JsonNode first = exchange(code());
    JsonNode second = refresh(first);

    assertThat(refresh(first).path("error").asText()).isEqualTo("invalid_grant");
    assertThat(opens(first)).isTrue();
    assertThat(opens(refresh(second))).isTrue();
  }

  @Test
  void shouldGoOnTakingAUsedRefreshTokenWhenLenient() {
    m1.behaviour("{\"oauth\":{\"rotation\":\"lenient\"}}");
    JsonNode first = exchange(code());
    JsonNode second = refresh(first);

    assertThat(opens(refresh(first))).isTrue();
    assertThat(opens(refresh(second))).isTrue();
  }

  @Test
  void shouldKillTheWholeGrantWhenAUsedRefreshTokenComesBack() {
    m1.behaviour("{\"oauth\":{\"rotation\":\"reuse-detection\"}}");
    JsonNode first = exchange(code());
    JsonNode second = refresh(first);

    assertThat(refresh(first).path("error").asText()).isEqualTo("invalid_grant");
    assertThat(refresh(second).path("error").asText()).isEqualTo("invalid_grant");
    assertThat(opens(second)).isFalse();
    assertThat(m1.cloud.grants().counts("acme", m1.cloud.clock().instant()))
        .returns(1, TokenCounts::grantsDead)
        .returns(1, TokenCounts::reuses)
        .returns(2, TokenCounts::refusedRefreshes);
  }

  @Test
  void shouldLetARefreshEndOlderAccessTokensWhenToldSo() {
    m1.behaviour("{\"oauth\":{\"oldAccessTokenLives\":false}}");
    JsonNode first = exchange(code());
    JsonNode second = refresh(first);

    assertThat(opens(first)).isFalse();
    assertThat(opens(second)).isTrue();
  }

  @Test
  void shouldTellExpiryInEveryForm() {
    long expiry = SimulatedCloud.START.plus(DAY).toEpochMilli();
    assertThat(expiresIn("instant-millis")).isEqualTo(expiry);
    assertThat(expiresIn("instant-seconds")).isEqualTo(expiry / 1000);
    assertThat(expiresIn("millis")).isEqualTo(86_400_000);
    assertThat(expiresIn("seconds")).isEqualTo(86_400);
  }

  private long expiresIn(String form) {
    m1.behaviour("{\"oauth\":{\"expiresIn\":\"" + form + "\"}}");
    return exchange(code()).path("expires_in").asLong();
  }

  @Test
  void shouldEchoStateOnlyWhenToldSo() {
    assertThat(allowed()).startsWith(CALLBACK + "?code=").doesNotContain("state");
    m1.behaviour("{\"oauth\":{\"echoState\":true}}");
    assertThat(allowed()).endsWith("&state=s+t");
  }

  @Test
  void shouldTellTheApplicationOrOnlyTheBrowserAboutARefusal() {
    assertThat(m1.cloud.oauth().decide(request(), null, false))
        .isEqualTo(new AuthorizeOutcome.Redirect(CALLBACK + "?error=access_denied"));
    m1.behaviour("{\"oauth\":{\"refusedConsent\":\"json\"}}");
    assertThat(m1.cloud.oauth().decide(request(), null, false))
        .isInstanceOf(AuthorizeOutcome.Refused.class);
  }

  @Test
  void shouldNotAskForStrangersOrForAccountsOfOthers() {
    assertThat(m1.cloud.oauth().ask(new AuthorizeRequest("other", CALLBACK, "code", null)))
        .isInstanceOf(AuthorizeOutcome.Refused.class);
    assertThat(m1.cloud.oauth().ask(new AuthorizeRequest("client", CALLBACK, "token", null)))
        .isInstanceOf(AuthorizeOutcome.Refused.class);
    assertThat(m1.cloud.oauth().ask(new AuthorizeRequest("client", null, "code", null)))
        .isInstanceOf(AuthorizeOutcome.Refused.class);
    assertThat(m1.cloud.oauth().decide(request(), "not-mine", true))
        .isInstanceOf(AuthorizeOutcome.Refused.class);
  }

  @Test
  void shouldEndAccessOrTheGrantOnDemand() {
    JsonNode tokens = exchange(code());
    m1.cloud.grants().expireAccess("acme");
    assertThat(opens(tokens)).isFalse();
    JsonNode again = refresh(tokens);
    assertThat(opens(again)).isTrue();

    m1.cloud.grants().revoke("acme");
    assertThat(opens(again)).isFalse();
    assertThat(refresh(again).path("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void shouldKeepSecretsOutOfTexts() {
    TokenOutcome.Issued issued =
        m1.cloud
            .grants()
            .issueWithoutConsent(
                "client", "acme", m1.cloud.knobs().get().oauth(), m1.cloud.clock().instant());

    assertThat(issued.toString())
        .doesNotContain(issued.accessToken())
        .doesNotContain(issued.refreshToken());
    assertThat(m1.account().settings().toString()).doesNotContain("old").doesNotContain("new");
    assertThat(new AuthorizeOutcome.Redirect("http://x/?code=abc").toString())
        .doesNotContain("abc");
    assertThat(
            new M1Request("GET", "/x", Map.of("token", "abc"), Map.of("contacts", "def"), 3)
                .toString())
        .doesNotContain("abc")
        .doesNotContain("def");
    assertThat(Fingerprint.of("abc")).hasSize(12).isNotEqualTo(Fingerprint.of("abd"));
  }
}
