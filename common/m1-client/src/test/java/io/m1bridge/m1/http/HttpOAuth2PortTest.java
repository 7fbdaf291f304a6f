package io.m1bridge.m1.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.m1.OAuth2Port.Grant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpOAuth2PortTest {

  private static final Instant NOW = Instant.ofEpochMilli(1487923047620L);
  private static final OAuth2Port.Client CLIENT = new OAuth2Port.Client("app key", "s3cr&t");

  private final RawServer server =
      new RawServer(
          (request, socket) ->
              RawServer.reply(
                  socket,
                  200,
                  "{\"access_token\": \"at\", \"refresh_token\": \"rt\", \"expires_in\": 1488009447620}"));
  private final RestTransport transport =
      new RestTransport(
          new TransportSettings(
                  Duration.ofMillis(500),
                  Duration.ofMillis(1200),
                  4,
                  Duration.ofSeconds(5),
                  32 << 20)
              .forTokenCalls(Duration.ofMillis(1_200)));
  private final HttpOAuth2Port port =
      new HttpOAuth2Port(transport, server.uri().resolve("/"), Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterEach
  void close() {
    transport.close();
    server.close();
  }

  @Test
  void shouldPutTheParametersIntoTheUrlAsThePageSays() throws Exception {
    get(port.exchange(CLIENT, "c+d", URI.create("https://us.example/cb?x=1")));
    get(port.refresh(CLIENT, "r/t"));

    assertThat(server.requests)
        .extracting(RawServer.Request::method)
        .containsExactly("POST", "POST");
    assertThat(server.requests)
        .extracting(RawServer.Request::target)
        .containsExactly(
            "/access_token?client_id=app+key&client_secret=s3cr%26t&grant_type=authorization_code"
                + "&code=c%2Bd&redirect_uri=https%3A%2F%2Fus.example%2Fcb%3Fx%3D1",
            "/access_token?client_id=app+key&client_secret=s3cr%26t&grant_type=refresh_token"
                + "&refresh_token=r%2Ft");
    assertThat(server.requests).extracting(RawServer.Request::body).containsOnly("");
  }

  @Test
  void shouldReadThePagesAnswer() throws Exception {
    assertThat(get(port.refresh(CLIENT, "r")))
        .isEqualTo(
            new Grant.Granted(new AccessToken("at"), "rt", Instant.ofEpochMilli(1488009447620L)));
  }

  @Test
  void shouldKeepTokensWhoseLifeCannotBeBelieved() throws Exception {
    answer(200, "{\"access_token\": \"at\", \"refresh_token\": \"rt\", \"expires_in\": 3}");

    assertThat(get(port.refresh(CLIENT, "r")))
        .isEqualTo(new Grant.Granted(new AccessToken("at"), "rt", NOW.plus(Duration.ofHours(1))));
  }

  @Test
  void shouldTellADeadGrant() throws Exception {
    for (int status : new int[] {200, 400, 401, 500}) {
      answer(status, "{\"error\": \"invalid_grant\", \"error_description\": \"过期\"}");

      assertThat(get(port.refresh(CLIENT, "r4567")))
          .isEqualTo(new Grant.Denied("invalid_grant", Optional.of("过期")));
    }
  }

  @Test
  void shouldNotHandOnASecretThatM1Quotes() throws Exception {
    answer(400, "{\"error\": \"bad r4567\", \"error_description\": \"unknown: r4567\"}");

    assertThat(get(port.refresh(CLIENT, "r4567")))
        .isEqualTo(new Grant.Denied("unknown_error", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", \"refresh_token\": null", ", \"refresh_token\": \" \""})
  void shouldKeepTheRefreshTokenWhereTheAnswerHasNone(String none) throws Exception {
    answer(200, "{\"access_token\": \"at\", \"expires_in\": 1488009447620" + none + "}");

    assertThat(get(port.refresh(CLIENT, "r4567")))
        .isEqualTo(
            new Grant.Granted(
                new AccessToken("at"), "r4567", Instant.ofEpochMilli(1488009447620L)));
    assertThat(get(port.exchange(CLIENT, "c", URI.create("https://us.example/cb"))))
        .isEqualTo(new Grant.Denied("no_refresh_token", Optional.empty()));
  }

  @Test
  void shouldTellARefusalUnderEveryName() throws Exception {
    for (int status : new int[] {200, 400, 401, 403}) {
      for (String body :
          new String[] {
            "{\"error\": \"invalid_request\"}",
            "{\"error\": \"bad_refresh_token\"}",
            "{\"error\": \"E10101\"}",
            "{\"success\": false, \"data\": {\"code\": \"E10101\"}}",
            "{\"success\": false, \"error\": {\"code\": \"E10101\"}}",
            "{\"success\": false, \"msg\": \"无效的Token\"}",
          }) {
        answer(status, body);

        assertThat(get(port.refresh(CLIENT, "r4567")))
            .as(status + " " + body)
            .isInstanceOfSatisfying(
                Grant.Denied.class, denied -> assertThat(denied.isAboutClient()).isFalse());
      }
    }
    answer(400, "{\"error\": \"unauthorized_client\"}");
    assertThat(((Grant.Denied) get(port.refresh(CLIENT, "r"))).isAboutClient()).isTrue();
  }

  @Test
  void shouldNotTakeAGatewaysAnswerForTheEndpoints() throws Exception {
    for (int status : new int[] {200, 429, 500, 502, 503, 504}) {
      for (String body :
          new String[] {
            "",
            "<html>",
            "no healthy upstream",
            "{}",
            "[]",
            "{\"status\": 503, \"message\": \"x\"}",
            "{\"success\": false, \"data\": {\"code\": \"E10001\"}}",
            "{\"error\": \"server_error\"}",
            "{\"error\": \"temporarily_unavailable\"}",
          }) {
        answer(status, body);
        assertThat(get(port.refresh(CLIENT, "r")))
            .as(status + " " + body)
            .isInstanceOf(Grant.Unavailable.class);
      }
    }
    answer(503, "{\"status\": 503, \"error\": \"Service Unavailable\"}");
    assertThat(get(port.refresh(CLIENT, "r")))
        .isEqualTo(new Grant.Unavailable("HTTP 503", Optional.empty()));
  }

  @Test
  void shouldNotKnowWhatBecameOfAnAnswerThatWasCutOff() throws Exception {
    for (int status : new int[] {200, 502}) {
      answer(status, "{\"access_token\": \"at\", \"refr");
      assertThat(get(port.refresh(CLIENT, "r"))).isInstanceOf(Grant.Unknown.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "120, PT2M",
    "'Fri, 24 Feb 2017 08:02:47 GMT', PT5M19.38S",
    "86400, PT1H",
    "soon,",
  })
  void shouldTellWhenToComeAgain(String header, @Nullable Duration wait) throws Exception {
    server.behave(
        (request, socket) ->
            socket
                .getOutputStream()
                .write(
                    ("HTTP/1.1 503 X\r\nContent-Length: 0\r\nRetry-After: " + header + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII)));

    assertThat(get(port.refresh(CLIENT, "r")))
        .isInstanceOfSatisfying(
            Grant.Unavailable.class,
            later -> assertThat(later.retryAfter()).isEqualTo(Optional.ofNullable(wait)));
  }

  @Test
  void shouldSayNotSentWhereNothingCanHaveHappened() throws Exception {
    answer(404, "<html>");
    assertThat(get(port.refresh(CLIENT, "r"))).isInstanceOf(Grant.NotSent.class);

    server.close();
    assertThat(get(port.refresh(CLIENT, "r"))).isEqualTo(new Grant.NotSent("no connection"));
  }

  @Test
  void shouldSendARefreshOnceEvenIfTheConnectionCloses() throws Exception {
    server.behave((request, socket) -> socket.close());
    assertThat(get(port.refresh(CLIENT, "r"))).isEqualTo(new Grant.Unknown("connection lost"));
    server.behave(
        (request, socket) -> {
          socket.setSoLinger(true, 0);
          socket.close();
        });
    assertThat(get(port.refresh(CLIENT, "r"))).isEqualTo(new Grant.Unknown("connection lost"));
    server.behave((request, socket) -> assertThat(socket.getInputStream().read()).isEqualTo(-1));
    assertThat(get(port.refresh(CLIENT, "r"))).isEqualTo(new Grant.Unknown("time-out"));

    assertThat(server.requests).hasSize(3);
    assertThat(server.requests).extracting(RawServer.Request::connection).containsExactly(1, 2, 3);
  }

  @Test
  void shouldSendTheBrowserToTheConsentPage() {
    assertThat(port.authorizeUri("app key", URI.create("https://us.example/cb"), "st/1").toString())
        .isEqualTo(
            server.uri()
                + "/authorize?client_id=app+key&redirect_uri=https%3A%2F%2Fus.example%2Fcb"
                + "&response_type=code&state=st%2F1");
  }

  private void answer(int status, String body) {
    server.behave((request, socket) -> RawServer.reply(socket, status, body));
  }

  private static Grant get(CompletionStage<Grant> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
