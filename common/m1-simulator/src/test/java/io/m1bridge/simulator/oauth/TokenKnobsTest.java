package io.m1bridge.simulator.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.simulator.SimulatedCloud;
import io.m1bridge.simulator.call.M1Request;
import io.m1bridge.simulator.protocol.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers do differently about tokens, each by its knob. */
class TokenKnobsTest {

  private final SimulatedCloud m1 = new SimulatedCloud();

  private void oauth(String knobs) {
    m1.behaviour("{\"oauth\":{" + knobs + "}}");
  }

  private String issue() {
    return m1.cloud
        .grants()
        .issueWithoutConsent(
            "client", "acme", m1.cloud.knobs().get().oauth(), m1.cloud.clock().instant())
        .refreshToken();
  }

  private HttpReply.Whole refreshReply(String refreshToken) {
    Map<String, String> parameters =
        Map.of(
            "client_id",
            "client",
            "client_secret",
            "new",
            "grant_type",
            "refresh_token",
            "refresh_token",
            refreshToken);
    return (HttpReply.Whole)
        m1.cloud
            .tokens()
            .handle(new M1Request("POST", "/access_token", parameters, Map.of(), 0), null);
  }

  private JsonNode refresh(String refreshToken) {
    return SimulatedCloud.body(refreshReply(refreshToken));
  }

  private static String next(JsonNode tokens) {
    return tokens.path("refresh_token").asText();
  }

  private boolean opens(JsonNode tokens) {
    return m1.get("/contact/setting", Map.of("token", tokens.path("access_token").asText()))
        .path("success")
        .asBoolean();
  }

  @Test
  void shouldForgiveAReplayWithinTheGracePeriod() {
    oauth("\"rotation\":\"grace-period\",\"gracePeriod\":\"PT30S\"");
    String first = issue();
    JsonNode lost = refresh(first);
    m1.pass(Duration.ofSeconds(30).minusMillis(1));

    JsonNode again = refresh(first);

    assertThat(next(again)).isNotBlank().isNotEqualTo(next(lost));
    m1.pass(Duration.ofMillis(1));
    assertThat(refresh(first).path("error").asText()).isEqualTo("invalid_grant");
    assertThat(opens(again)).isTrue();
  }

  @Test
  void shouldTakeThePredecessorUntilATokenOfItsSuccessorIsUsed() {
    oauth("\"rotation\":\"until-successor-used\"");
    String first = issue();
    refresh(first);
    m1.pass(Duration.ofHours(5));
    JsonNode again = refresh(first);
    assertThat(next(again)).isNotBlank();

    String second = issue();
    assertThat(opens(refresh(second))).isTrue();
    assertThat(refresh(second).path("error").asText()).isEqualTo("invalid_grant");

    String third = issue();
    refresh(next(refresh(third)));
    assertThat(refresh(third).path("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void shouldGiveAReplayTheSameAnswerAgain() {
    oauth("\"rotation\":\"same-answer\"");
    String first = issue();
    JsonNode lost = refresh(first);

    assertThat(refresh(first)).isEqualTo(lost);
    refresh(next(lost));
    assertThat(refresh(first).path("error").asText()).isEqualTo("invalid_grant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent", "null", "empty", "same"})
  void shouldKeepTheRefreshTokenWhereItAnswersNoNewOne(String form) {
    String first = issue();
    oauth("\"refreshTokenInAnswer\":\"" + form + "\"");

    JsonNode answer = refresh(first);

    assertThat(answer.path("access_token").asText()).isNotBlank();
    assertThat(answer.has("refresh_token")).isEqualTo(!form.equals("absent"));
    assertThat(answer.path("refresh_token").asText("")).isEqualTo(form.equals("same") ? first : "");
    assertThat(opens(refresh(first))).isTrue();
  }

  @Test
  void shouldRefuseAGoodRefreshTokenAtFirst() {
    oauth("\"spuriousRefusals\":1");
    String first = issue();

    assertThat(refresh(first).path("error").asText()).isEqualTo("invalid_grant");
    assertThat(opens(refresh(first))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "invalid-grant, /error, invalid_grant",
    "invalid-request, /error, invalid_request",
    "bad-refresh-token, /error, bad_refresh_token",
    "code-as-error, /error, E10101",
    "code-in-data, /data/code, E10101",
    "code-nested, /error/code, E10101",
    "sentence, /msg, 无效的Token",
  })
  void shouldTellADeadGrantUnderEveryName(String form, String place, String word) {
    oauth("\"failureStatus\":200,\"deadGrant\":\"" + form + "\"");
    String token = issue();
    m1.cloud.grants().revoke("acme");

    HttpReply.Whole reply = refreshReply(token);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(SimulatedCloud.body(reply).at(place).asText()).isEqualTo(word);
  }

  @Test
  void shouldRefuseANewAccessTokenForAWhile() {
    oauth("\"newTokenLag\":\"PT5S\"");
    JsonNode tokens = refresh(issue());

    assertThat(opens(tokens)).isFalse();
    m1.pass(Duration.ofSeconds(5));
    assertThat(opens(tokens)).isTrue();
  }

  @Test
  void shouldAnswerAGatewaysPageBeforeOrBehindTheRefresh() {
    String token = issue();
    oauth("\"gateway\":{\"answer\":\"html\",\"status\":200}");
    assertThat(text(refreshReply(token))).contains("<html>");
    oauth("\"gateway\":{\"answer\":\"text\",\"status\":503,\"effect\":true}");
    HttpReply.Whole unhealthy = refreshReply(token);
    assertThat(unhealthy.status()).isEqualTo(503);
    assertThat(text(unhealthy)).isEqualTo("no healthy upstream");

    oauth("\"gateway\":{\"answer\":\"none\"}");

    assertThat(refresh(token).path("error").asText()).isEqualTo("invalid_grant");
    assertThat(m1.cloud.grants().counts("acme", m1.cloud.clock().instant()))
        .returns(1, TokenCounts::refreshes);
  }

  @Test
  void shouldSayWhenToComeAgainInSecondsOrAsADate() {
    oauth("\"gateway\":{\"answer\":\"json\",\"retryAfter\":\"PT2M\"}");
    assertThat(refreshReply("any").headers()).containsEntry("Retry-After", "120");

    oauth("\"gateway\":{\"retryAfterForm\":\"date\"}");
    assertThat(refreshReply("any").headers().get("Retry-After"))
        .matches("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
  }

  private static String text(HttpReply.Whole reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}
