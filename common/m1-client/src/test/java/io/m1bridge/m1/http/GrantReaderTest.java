package io.m1bridge.m1.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.OAuth2Port.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers and gateways answer in the place of the token endpoint's own form. */
class GrantReaderTest {

  private static final Instant NOW = Instant.ofEpochMilli(1487923047620L);
  private static final String TOKENS =
      "\"access_token\": \"at\", \"refresh_token\": \"rt\", \"expires_in\": 7200";
  private static final Grant GRANTED =
      new Grant.Granted(new AccessToken("at"), "rt", NOW.plus(Duration.ofHours(2)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "503 | <p>message /access_token</p>",
        "502 | <html><h1>Bad Gateway</h1><pre>POST /access_token?grant_type=refresh_token</pre>",
        "200 | <html>Cannot POST /access_token</html>",
        "503 | upstream of /access_token is not there",
        "500 | {\"status\": 500, \"error\": \"Internal Server Error\", \"path\": \"/access_token\"}",
        "503 | {\"status\": 503, \"error\": \"Service Unavail",
        "200 | {\"status\": 503, \"error\": \"Service Unavailable\", \"path\": \"/access_token\"}",
        "200 | {\"code\": 503, \"message\": \"no healthy upstream\"}",
        "200 | {\"errcode\": -1, \"errmsg\": \"system error\"}",
        "200 | {\"errcode\": 45009, \"errmsg\": \"系统繁忙，请稍后再试\"}",
        "400 | {\"error\": \"rate_limit_exceeded\"}",
        "200 | {\"code\": 0, \"msg\": \"ok\"}",
        "200 | {\"code\": 200, \"msg\": \"success\", \"error\": false}",
        "400 | server_error",
        "400 | E10001: 服务器异常",
        "200 | E10104",
        "504 | access_token"
      })
  void shouldNotTakeAPageThatQuotesThePathForTokens(int status, String body) {
    assertThat(read(status, body)).isInstanceOf(Grant.Unavailable.class);
  }

  /** It was heard, and says nothing of the grant: no silence. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true | 429 | <html>Too many requests</html>",
        "true | 429 | {\"message\": \"Too many requests\"}",
        "true | 200 | {\"success\": false, \"error\": {\"code\": \"E10104\"}}",
        "true | 200 | E10104",
        "true | 503 | {\"error\": \"temporarily_unavailable\"}",
        "true | 400 | {\"error\": \"slow_down\"}",
        "false | 503 | <html>Service Unavailable</html>",
        "false | 500 | {\"error\": \"server_error\"}",
        "false | 200 | E10001"
      })
  void shouldTellNotNowFromTrouble(boolean isNotNow, int status, String body) {
    assertThat(read(status, body))
        .isInstanceOfSatisfying(
            Grant.Unavailable.class, later -> assertThat(later.isNotNow()).isEqualTo(isNotNow));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | Cannot POST /access_token",
        "404 | {\"status\": 404, \"message\": \"no route\", \"path\": \"/access_token\"}",
        "405 | <html>POST /access_token</html>"
      })
  void shouldNotTakeAWrongAddressForALostAnswer(int status, String body) {
    assertThat(read(status, body)).isInstanceOf(Grant.NotSent.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"access_token\": \"at\", \"refr",
        "502 | {\"access_token\":\"a",
        "200 | {\"acc",
        "200 | {\"success\": true, \"data\": \"{\\\"access_token\\\": \\\"at",
        "200 | <OAuth><access_token>at</access_token></OAuth>",
        "200 | Warning: x {\"access_token\" : \"at\"}",
        "200 | access_token=at&refresh token"
      })
  void shouldNotKnowWhatBecameOfAnAnswerThatIsCutOff(int status, String body) {
    assertThat(read(status, body)).isInstanceOf(Grant.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{%s}",
        "{\"success\": true, \"data\": {%s}}",
        "{\"code\": 0, \"msg\": \"ok\", \"result\": {\"token\": {%s}}}",
        "{%s} <!-- served by gw7 -->",
        "{\"data\": {\"access\": {%s}}}",
        "[{%s}]",
        "callback({%s});"
      })
  void shouldTakeTokensWhereverTheyStand(String form) {
    assertThat(read(200, form.formatted(TOKENS))).isEqualTo(GRANTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_token=at&expires_in=7200&refresh_token=rt",
        "{\"access\": {\"access_token\": \"at\", \"expires_in\": 7200}, \"refresh\": {\"refresh_token\": \"rt\"}}",
        "\"{\\\"access_token\\\":\\\"at\\\",\\\"refresh_token\\\":\\\"rt\\\",\\\"expires_in\\\":7200}\""
      })
  void shouldTakeTokensInAForm(String body) {
    assertThat(read(200, body)).isEqualTo(GRANTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "E10101 | E10101: 无效的Token",
        "E10101 | e10101: invalid token",
        "E10101 | <html><body>无效的Token</body></html>",
        "E10101 | \"E10101\"",
        "E10101 | [\"E10101\"]",
        "E10101 | {\"success\": false, \"error\": {\"code\": \"E10101\"",
        "invalid_grant | invalid_grant",
        "invalid_grant | <oauth><error>invalid_grant</error></oauth>",
        "invalid_grant | {\"error\": \"invalid_grant\", \"error_desc",
        "invalid_grant | error=invalid_grant&error_description=gone",
        "invalid_grant | callback({\"error\": \"invalid_grant\"});",
        "invalid_grant | {\"success\": false, \"error\": {\"code\": \"invalid_grant\"}}",
        "invalid_grant | {\"data\": {\"error\": \"INVALID_GRANT\"}}"
      })
  void shouldKnowANoInAnyForm(String error, String body) {
    for (int status : new int[] {200, 400, 401, 403, 404, 422, 500}) {
      assertThat(read(status, body))
          .as(status + " " + body)
          .isInstanceOfSatisfying(
              Grant.Denied.class, denied -> assertThat(denied.error()).isEqualTo(error));
    }
  }

  /** A word of the server's own about the token, under any status. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\": \"bad_refresh_token\"}",
        "{\"error\": {\"type\": \"TokenExpired\"}}",
        "{\"message\": \"refresh_token_not_found\"}"
      })
  void shouldKnowADeadGrantAlsoUnderAServerError(String body) {
    for (int status : new int[] {200, 400, 500, 503}) {
      assertThat(read(status, body)).as(status + body).isInstanceOf(Grant.Denied.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "40001 | {\"errcode\": 40001, \"errmsg\": \"invalid credential\"}",
        "1003 | {\"code\": \"1003\", \"msg\": \"刷新令牌已过期\"}",
        "1 | {\"ret\": 1, \"message\": \"登录超时,请重新登录\"}",
        "unknown_error | {\"success\": \"fail\", \"msg\": \"no\"}",
        "unknown_error | {\"error\": {\"message\": \"no\"}}"
      })
  void shouldKnowTheServersOwnCodeForANo(String error, String body) {
    assertThat(read(200, body)).isEqualTo(new Grant.Denied(error, Optional.empty()));
    assertThat(read(503, body)).as("of a gateway").isInstanceOf(Grant.Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\": 500, \"msg\": \"refresh token is over\"}",
        "{\"errcode\": -1, \"errmsg\": \"refresh token is over\"}"
      })
  void shouldTakeAStatusThatSaysNoForOneWhateverNumberTheBodyHas(String body) {
    assertThat(read(400, body)).isInstanceOf(Grant.Denied.class);
    assertThat(read(200, body)).isInstanceOf(Grant.Unavailable.class);
  }

  @Test
  void shouldNotTakeWhatIsQuotedForTheNewTokens() {
    String quoted = "{\"request\":{\"refresh_token\":\"old\"},\"data\":{%s}}".formatted(TOKENS);
    assertThat(read(200, quoted)).isEqualTo(GRANTED);
    String refusal = "{\"error\":\"invalid_request\",\"errors\":{\"access_token\":\"is missing\"}}";
    assertThat(read(200, refusal)).isInstanceOf(Grant.Denied.class);
  }

  @Test
  void shouldNotTakeAWordInAGatewaysPageForANo() {
    String page = "<html><script>var help='invalid_request'</script>Bad gateway</html>";
    assertThat(read(502, page)).isInstanceOf(Grant.Unavailable.class);
  }

  private static Grant read(int status, String body) {
    return new GrantReader(new Reply.Answer(status, body), NOW, "r4567", Optional.of("r4567"))
        .read();
  }
}
