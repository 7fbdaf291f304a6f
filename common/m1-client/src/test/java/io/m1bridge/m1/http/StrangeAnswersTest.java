package io.m1bridge.m1.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that HTTP allows, or that gateways give all the same. */
class StrangeAnswersTest {

  private static final int LONGEST = 21_000_000;

  private static final TransportSettings SETTINGS =
      new TransportSettings(
          Duration.ofSeconds(5), Duration.ofSeconds(20), 8, Duration.ofSeconds(5), LONGEST);

  private final RawServer server =
      new RawServer((request, socket) -> RawServer.reply(socket, 200, "{}"));
  private final RestTransport transport = new RestTransport(SETTINGS);

  @AfterEach
  void close() {
    transport.close();
    server.close();
  }

  private Reply call() throws Exception {
    return transport
        .post(server.uri().resolve("/v2/contact/add"), "a=b")
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  private static void send(Socket socket, String head, byte[] body) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  @Test
  void shouldWaitForTheAnswerBehindInterimOnes() throws Exception {
    for (String interim : new String[] {"100 Continue", "103 Early Hints"}) {
      server.behave(
          (request, socket) -> {
            send(socket, "HTTP/1.1 " + interim + "\r\n\r\n", new byte[0]);
            RawServer.reply(socket, 200, "{}");
          });
      assertThat(call()).as(interim).isEqualTo(new Reply.Answer(200, "{}"));
    }
  }

  @Test
  void shouldReadWhatWasCompressedWithoutBeingAskedFor() throws Exception {
    byte[] packed = packed("{\"success\":true}");
    String head = "HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (String name : new String[] {"gzip", "x-gzip", "GZIP"}) {
      server.behave(
          (request, socket) -> {
            send(
                socket, head.formatted(name) + Integer.toHexString(packed.length) + "\r\n", packed);
            send(socket, "\r\n0\r\n\r\n", new byte[0]);
          });
      assertThat(call()).as(name).isEqualTo(new Reply.Answer(200, "{\"success\":true}"));
    }
  }

  @Test
  void shouldTakeForTextWhatOnlySaysThatItIsCompressed() throws Exception {
    server.behave(
        (request, socket) ->
            send(
                socket,
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n",
                "{}".getBytes(StandardCharsets.UTF_8)));

    assertThat(call()).isEqualTo(new Reply.Answer(200, "{}"));
  }

  @Test
  void shouldNotTakeTheBodyOfAnAnswerWithoutOneForTheNextAnswer() throws Exception {
    server.behave(
        (request, socket) ->
            send(
                socket,
                "HTTP/1.1 204 No Content\r\nContent-Length: 16\r\n\r\n",
                "{\"success\":true}".getBytes(StandardCharsets.UTF_8)));
    assertThat(call()).isInstanceOfAny(Reply.Answer.class, Reply.Lost.class);

    server.behave((request, socket) -> RawServer.reply(socket, 503, "down"));
    for (int i = 0; i < 5; i++) {
      assertThat(call())
          .satisfiesAnyOf(
              reply -> assertThat(reply).isEqualTo(new Reply.Answer(503, "down")),
              reply -> assertThat(reply).isInstanceOf(Reply.Lost.class));
    }
  }

  /** One that never ends fills the memory, whether or not it says how long it is. */
  @Test
  void shouldReadNothingLongerThanIsAllowed() throws Exception {
    byte[] megabyte = "x".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
    AtomicInteger sent = new AtomicInteger();
    server.behave(
        (request, socket) -> {
          send(socket, "HTTP/1.1 200 OK\r\n\r\n", new byte[0]);
          for (sent.set(0); sent.get() < 200; sent.incrementAndGet()) {
            send(socket, "", megabyte);
          }
        });

    assertThat(call()).isInstanceOfSatisfying(Reply.Lost.class, StrangeAnswersTest::assertSaysSo);
    assertThat(sent.get()).as("megabytes").isLessThan(200);
    server.behave((request, socket) -> RawServer.reply(socket, 200, "{}"));
    assertThat(call()).as("the next call").isEqualTo(new Reply.Answer(200, "{}"));
  }

  @Test
  void shouldUnpackNothingLongerThanIsAllowed() throws Exception {
    byte[] packed = packed("x".repeat(LONGEST + 1));
    server.behave(
        (request, socket) ->
            send(
                socket,
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
                    .formatted(packed.length),
                packed));

    assertThat(call()).isInstanceOfSatisfying(Reply.Lost.class, StrangeAnswersTest::assertSaysSo);
  }

  private static void assertSaysSo(Reply.Lost lost) {
    assertThat(lost.reason()).contains("m1bridge.m1.max-answer-bytes");
  }

  @Test
  void shouldReadAnAnswerOf20Megabytes() throws Exception {
    String body = "\"" + "x".repeat(20_000_000) + "\"";
    server.behave((request, socket) -> RawServer.reply(socket, 200, body));

    assertThat(call()).isEqualTo(new Reply.Answer(200, body));
  }
}
