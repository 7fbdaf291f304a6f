package io.m1bridge.m1.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.m1.wire.FormSize;
import io.m1bridge.m1.wire.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client as it is put together, over real sockets. */
class M1ClientsTest {

  private static final AccountId ACCOUNT = new AccountId("acme");
  private static final String SECRET_TOKEN = "tok3n-7f3a9";
  private static final String SECRET_REFRESH = "r3fr3sh-51c2";
  private static final String SECRET_NEW = "n3wtok3n-88d1";
  private static final String SECRET_CLIENT = "cl13nts3cr3t-0b";

  private final RawServer server =
      new RawServer(
          (request, socket) ->
              RawServer.reply(socket, 200, "{\"success\": true, \"data\": \"success\"}"));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final M1Clients clients =
      new M1Clients(
          new TestConfig(server.uri().resolve("/v2/"), server.uri()), registry, Clock.systemUTC());

  @AfterEach
  void close() {
    clients.close();
    server.close();
  }

  @Test
  void shouldSendEveryWriteAsAFormAndEveryReadAsAQuery() throws Exception {
    for (M1Call<?> call : Samples.WRITES) {
      server.requests.clear();
      send(call);

      RawServer.Request request = server.requests.get(0);
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.target()).as("no token in the URL").isEqualTo("/v2/" + call.name());
      assertThat(request.body()).startsWith("token=" + SECRET_TOKEN + "&");
      assertThat(request.body().length() - ("token=" + SECRET_TOKEN + "&").length())
          .isEqualTo(FormSize.bytes(call));
    }
    for (M1Call<?> call : Samples.READS) {
      server.requests.clear();
      send(call);

      RawServer.Request request = server.requests.get(0);
      if (call instanceof M1Call.ListProperties) {
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.body()).isEqualTo("token=" + SECRET_TOKEN);
      } else {
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).startsWith("/v2/" + call.name() + "?token=" + SECRET_TOKEN);
      }
    }
  }

  /** One {@code send} is at most one call, whatever goes wrong: also on a kept connection. */
  @Test
  void shouldNeverRepeatACall() throws Exception {
    List<RawServer.Behaviour> faults =
        List.of(
            (request, socket) -> socket.close(),
            (request, socket) -> {
              socket.setSoLinger(true, 0);
              socket.close();
            },
            (request, socket) -> RawServer.reply(socket, 500, "<html>"),
            (request, socket) -> RawServer.reply(socket, 200, "{\"succ"),
            (request, socket) -> RawServer.reply(socket, 302, ""));
    for (RawServer.Behaviour fault : faults) {
      for (M1Call<?> call : List.of(Samples.WRITES.get(0), Samples.READS.get(0))) {
        server.behave(
            (request, socket) ->
                RawServer.reply(socket, 200, "{\"success\": true, \"data\": \"success\"}"));
        send(Samples.WRITES.get(5));
        server.requests.clear();
        server.behave(fault);

        assertThat(send(call)).isNotInstanceOf(M1Outcome.Accepted.class);
        assertThat(server.requests).hasSize(1);
      }
    }
  }

  @Test
  void shouldTimeCallsByNameAndKindOfOutcome() throws Exception {
    send(Samples.WRITES.get(2));
    server.behave((request, socket) -> RawServer.reply(socket, 200, "{\"data\": \"E10104\"}"));
    send(Samples.WRITES.get(2));

    assertThat(
            registry
                .get("m1.call")
                .tags("call", "contact/delete", "outcome", "accepted")
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(
            registry
                .get("m1.call")
                .tags("call", "contact/delete", "outcome", "throttled")
                .timer()
                .count())
        .isEqualTo(1);
  }

  @Test
  void shouldRefuseSettingsThatCannotWork() {
    assertThatThrownBy(() -> open("http://api.m1world.com/v2", "https://auth.example"))
        .hasMessageContaining("m1bridge.m1.url")
        .hasMessageContaining("m1bridge.m1.allow-insecure=true");
    assertThatThrownBy(() -> open("https://api.example", "http://auth2.m1world.com"))
        .hasMessageContaining("m1bridge.m1.auth-url");
  }

  private void open(String url, String authUrl) {
    new M1Clients(new TestConfig(URI.create(url), URI.create(authUrl)), registry, Clock.systemUTC())
        .close();
  }

  /** Everything that anyone logs at any level while calls go well and fail in every way. */
  @Test
  void shouldNotLogTokensContactsOrAddresses() throws Exception {
    List<String> logged = new ArrayList<>();
    Handler handler =
        new Handler() {
          private final SimpleFormatter formatter = new SimpleFormatter();

          @Override
          public synchronized void publish(LogRecord record) {
            logged.add(formatter.format(record));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
    root.setLevel(Level.ALL);
    try {
      Logger.getLogger("io.m1bridge.test").finest("is captured");
      callInEveryWay();
    } finally {
      root.setLevel(before);
      root.removeHandler(handler);
    }

    String all = String.join("\n", logged);
    assertThat(all).contains("is captured");
    assertThat(all)
        .doesNotContainIgnoringCase(SECRET_TOKEN)
        .doesNotContainIgnoringCase(SECRET_REFRESH)
        .doesNotContainIgnoringCase(SECRET_NEW)
        .doesNotContainIgnoringCase(SECRET_CLIENT)
        .doesNotContainIgnoringCase("meihua")
        .doesNotContain("测试名称")
        .doesNotContain("access_token")
        .doesNotContain("/v2/")
        .doesNotContain("contact/add");
  }

  private void callInEveryWay() throws Exception {
    List<RawServer.Behaviour> behaviours =
        List.of(
            (request, socket) ->
                RawServer.reply(
                    socket,
                    200,
                    "{\"success\": true, \"data\": \"success\", \"access_token\": \""
                        + SECRET_NEW
                        + "\", \"refresh_token\": \""
                        + SECRET_NEW
                        + "\", \"expires_in\": 1}"),
            (request, socket) ->
                RawServer.reply(
                    socket, 400, "{\"error\": \"x\", \"msg\": \"meihua1@meihua.info\"}"),
            (request, socket) -> RawServer.reply(socket, 500, "meihua1@meihua.info"),
            (request, socket) -> RawServer.reply(socket, 200, "{\"meihua1@meihua.info"),
            (request, socket) -> RawServer.reply(socket, 302, "/v2/x"),
            // Without data in it: netty quotes it, and RESTEasy logs that at TRACE, below the
            // lowest
            // level (quarkus.log.min-level) of a service as it is built.
            (request, socket) -> socket.getOutputStream().write("no HTTP\r\n\r\n".getBytes(UTF_8)),
            (request, socket) -> socket.close(),
            (request, socket) -> {
              socket.setSoLinger(true, 0);
              socket.close();
            },
            (request, socket) -> assertThat(socket.getInputStream().read()).isEqualTo(-1));
    for (RawServer.Behaviour behaviour : behaviours) {
      server.behave(behaviour);
      send(Samples.WRITES.get(0));
      send(Samples.READS.get(3));
      refresh();
    }
    server.close();
    send(Samples.WRITES.get(0));
    send(Samples.READS.get(3));
    refresh();
  }

  private void refresh() throws Exception {
    OAuth2Port.Client client = new OAuth2Port.Client("app", SECRET_CLIENT);
    clients
        .oauth2()
        .refresh(client, SECRET_REFRESH)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
    clients
        .oauth2()
        .exchange(client, SECRET_REFRESH, URI.create("https://us.example/cb"))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private M1Outcome<?> send(M1Call<?> call) throws Exception {
    return clients
        .m1()
        .send(ACCOUNT, new AccessToken(SECRET_TOKEN), call)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }
}
