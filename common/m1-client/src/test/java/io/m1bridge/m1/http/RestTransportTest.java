package io.m1bridge.m1.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestTransportTest {

  private static final TransportSettings SETTINGS =
      new TransportSettings(
          Duration.ofMillis(500), Duration.ofMillis(1500), 8, Duration.ofSeconds(5), 32 << 20);

  private final RawServer server =
      new RawServer((request, socket) -> RawServer.reply(socket, 200, "{\"名\":\"值\"}"));
  private RestTransport transport = new RestTransport(SETTINGS);

  @AfterEach
  void close() {
    transport.close();
    server.close();
  }

  @Test
  void shouldCarryQueryAndAnswerUnchanged() throws Exception {
    String query = "q=%E4%B8%AD+a%2Bb%26%25%7Bx%7D%5B1%2C2%5D&r=";

    Reply reply = get(transport.get(server.uri().resolve("/v2/a?" + query)));

    assertThat(reply).isEqualTo(new Reply.Answer(200, "{\"名\":\"值\"}"));
    assertThat(server.requests)
        .singleElement()
        .satisfies(request -> assertThat(request.target()).isEqualTo("/v2/a?" + query));
  }

  @Test
  void shouldCarryFormBodyUnchanged() throws Exception {
    get(transport.post(server.uri().resolve("/v2/b"), "a=%7B%22x%22%3A1%7D&b=+"));

    RawServer.Request request = server.requests.get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/v2/b");
    assertThat(request.body()).isEqualTo("a=%7B%22x%22%3A1%7D&b=+");
  }

  @Test
  void shouldHandOutTheAnswerOfEveryStatus() throws Exception {
    for (int status : List.of(201, 301, 400, 401, 404, 413, 500, 503)) {
      server.behave((request, socket) -> RawServer.reply(socket, status, "body"));

      assertThat(get(transport.get(server.uri()))).isEqualTo(new Reply.Answer(status, "body"));
    }
  }

  @Test
  void shouldReadTextsOfEveryContentType() throws Exception {
    Map<String, Charset> types =
        Map.of(
            "text/html; charset=GBK", Charset.forName("GBK"),
            "text/html; charset=gb18030", Charset.forName("GB18030"),
            "text/plain;charset=\"utf-8\"", StandardCharsets.UTF_8,
            "text/plain;charset=UTF-16", StandardCharsets.UTF_16,
            "application/json; charset=ISO-8859-1", StandardCharsets.UTF_8,
            "application/json; charset=GB2312", StandardCharsets.UTF_8,
            "text/plain; charset=no-such-thing", StandardCharsets.UTF_8,
            "application/json", StandardCharsets.UTF_8,
            "nonsense", StandardCharsets.UTF_8);
    for (Map.Entry<String, Charset> type : types.entrySet()) {
      server.behave(
          (request, socket) -> {
            byte[] body = "无效的Token".getBytes(type.getValue());
            String head =
                "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nRetry-After: 7\r\nContent-Length: %d\r\n\r\n";
            OutputStream out = socket.getOutputStream();
            out.write(
                head.formatted(type.getKey(), body.length).getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
          });

      assertThat(get(transport.get(server.uri())))
          .as(type.getKey())
          .isEqualTo(new Reply.Answer(200, "无效的Token", Optional.of("7")));
    }
  }

  @Test
  void shouldDropAByteOrderMark() {
    assertThat(BodyText.decode("\uFEFF{}".getBytes(StandardCharsets.UTF_8), null)).isEqualTo("{}");
  }

  @Test
  void shouldTellAnEmptyBody() throws Exception {
    server.behave((request, socket) -> RawServer.reply(socket, 200, ""));

    assertThat(get(transport.get(server.uri()))).isEqualTo(new Reply.Answer(200, ""));
  }

  @Test
  void shouldReportNotSentWhenNobodyListens() throws Exception {
    URI nobody = server.uri();
    server.close();

    assertThat(get(transport.get(nobody))).isEqualTo(new Reply.NotSent("no connection"));
  }

  @Test
  void shouldReportNotSentWhenHostIsUnknown() throws Exception {
    Reply reply = get(transport.get(URI.create("http://no-such-host.invalid:80/x")));

    assertThat(reply).isInstanceOf(Reply.NotSent.class);
  }

  @Test
  void shouldReportNotSentWhenTheConnectionDoesNotComeAbout() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> fillers = new ArrayList<>();
      try {
        for (int i = 0; i < 4; i++) {
          Socket filler = new Socket();
          fillers.add(filler);
          try {
            filler.connect(full.getLocalSocketAddress(), 200);
          } catch (IOException backlogIsFull) {
            break;
          }
        }
        Reply reply =
            get(transport.get(URI.create("http://127.0.0.1:" + full.getLocalPort() + "/")));

        assertThat(reply).isInstanceOf(Reply.NotSent.class);
      } finally {
        for (Socket filler : fillers) {
          filler.close();
        }
      }
    }
  }

  @Test
  void shouldReportLostAndCloseTheConnectionWhenTimeIsOver() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    server.behave(
        (request, socket) -> {
          // Reads on, so that it sees the client close.
          assertThat(socket.getInputStream().read()).isEqualTo(-1);
          never.countDown();
        });

    long start = System.nanoTime();
    Reply reply = get(transport.post(server.uri(), "a=b"));

    assertThat(reply).isEqualTo(new Reply.Lost("time-out"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(never.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void shouldEndATricklingAnswerWhenTimeIsOver() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    server.behave(
        (request, socket) -> {
          OutputStream out = socket.getOutputStream();
          out.write(RawServer.head(200, 1_000));
          for (int i = 0; i < 1_000 && !release.await(50, TimeUnit.MILLISECONDS); i++) {
            out.write('x');
            out.flush();
          }
        });

    Reply reply = get(transport.get(server.uri()));
    release.countDown();

    assertThat(reply).isEqualTo(new Reply.Lost("time-out"));
  }

  @Test
  void shouldReportLostWhenTheConnectionClosesAfterTheRequest() throws Exception {
    server.behave((request, socket) -> socket.close());

    assertThat(get(transport.post(server.uri(), "a=b")))
        .isEqualTo(new Reply.Lost("connection lost"));
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void shouldReportLostWhenTheConnectionIsResetAfterTheRequest() throws Exception {
    server.behave(
        (request, socket) -> {
          socket.setSoLinger(true, 0);
          socket.close();
        });

    assertThat(get(transport.post(server.uri(), "a=b")))
        .isEqualTo(new Reply.Lost("connection lost"));
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void shouldReportLostWhenTheAnswerIsCutOff() throws Exception {
    server.behave(
        (request, socket) -> {
          socket.getOutputStream().write(RawServer.head(200, 100));
          socket.getOutputStream().write("{\"succ".getBytes(StandardCharsets.UTF_8));
          socket.close();
        });

    assertThat(get(transport.post(server.uri(), "a=b")))
        .isEqualTo(new Reply.Lost("connection lost"));
    assertThat(server.requests).hasSize(1);
  }

  /**
   * A call's time must not run on after its end: it would close the connection under a later one.
   */
  @Test
  void shouldNotDisturbLaterCallsOnTheSameConnection() throws Exception {
    transport.close();
    transport =
        new RestTransport(
            new TransportSettings(
                SETTINGS.connectTimeout(),
                SETTINGS.callTimeout(),
                1,
                SETTINGS.keepAlive(),
                SETTINGS.maxAnswerBytes()));
    CountDownLatch never = new CountDownLatch(1);
    server.behave(
        (request, socket) -> {
          assertThat(never.await(300, TimeUnit.MILLISECONDS)).isFalse();
          RawServer.reply(socket, 200, "slow");
        });

    // 2.1 s of calls, one after the other, on two connections at most: each has 1 s.
    for (int i = 0; i < 7; i++) {
      assertThat(get(transport.get(server.uri()))).isEqualTo(new Reply.Answer(200, "slow"));
    }
    assertThat(server.requests)
        .allSatisfy(request -> assertThat(request.connection()).isLessThan(3));
  }

  @Test
  void shouldUseANewConnectionForEveryCallWithoutKeepAlive() throws Exception {
    transport.close();
    transport = new RestTransport(SETTINGS.forTokenCalls(SETTINGS.callTimeout()));
    for (int i = 0; i < 3; i++) {
      get(transport.post(server.uri(), ""));
    }

    assertThat(server.requests).extracting(RawServer.Request::connection).containsExactly(1, 2, 3);
  }

  @Test
  void shouldNotSendMoreCallsAtOnceThanAllowed() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    server.behave(
        (request, socket) -> {
          release.await();
          RawServer.reply(socket, 200, "late");
        });
    List<CompletionStage<Reply>> busy = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      busy.add(transport.get(server.uri()));
    }

    assertThat(get(transport.get(server.uri()))).isInstanceOf(Reply.NotSent.class);

    release.countDown();
    for (CompletionStage<Reply> reply : busy) {
      assertThat(get(reply)).isEqualTo(new Reply.Answer(200, "late"));
    }
    assertThat(get(transport.get(server.uri()))).isInstanceOf(Reply.Answer.class);
  }

  private static Reply get(CompletionStage<Reply> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
