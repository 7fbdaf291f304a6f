package io.m1bridge.m1.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.m1.OAuth2Port.Grant;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
                  Duration.ofMillis(500), Duration.ofMillis(1200), 4, Duration.ofSeconds(5))
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

  @Test
  void shouldKnowTheApisOwnCodes() throws Exception {
    answer(200, "{\"success\": false, \"data\": {\"code\": \"E10103\"}}");
    assertThat(get(port.refresh(CLIENT, "r")))
        .isEqualTo(new Grant.Denied("E10103", Optional.empty()));

    answer(200, "{\"success\": false, \"data\": {\"code\": \"E10001\"}}");
    assertThat(get(port.refresh(CLIENT, "r"))).isInstanceOf(Grant.Unknown.class);
  }

  @Test
  void shouldNotKnowWhatBecameOfAnUnreadableAnswer() throws Exception {
    for (String body :
        new String[] {"", "{\"access_token\": \"at\", \"refr", "<html>", "{}", "[]"}) {
      answer(200, body);
      assertThat(get(port.refresh(CLIENT, "r"))).as(body).isInstanceOf(Grant.Unknown.class);
      answer(502, body);
      assertThat(get(port.refresh(CLIENT, "r"))).as(body).isInstanceOf(Grant.Unknown.class);
    }
    answer(500, "{\"error\": \"server_error\"}");
    assertThat(get(port.refresh(CLIENT, "r"))).isInstanceOf(Grant.Unknown.class);
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
