package io.m1bridge.process.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.m1bridge.process.ProcessFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsonHttpTest {

  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;
  private URI base;
  private volatile String seen = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/json", exchange -> answer(exchange, 200, "{\"a\":1}"));
    server.createContext("/nothing", exchange -> answer(exchange, 204, ""));
    server.createContext("/refused", exchange -> answer(exchange, 409, "{\"why\":\"busy\"}"));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/json");
          exchange.getResponseHeaders().set("Set-Cookie", "c=1");
          answer(exchange, 303, "");
        });
    server.createContext(
        "/slow",
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    server.start();
    base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    seen =
        "%s %s type=%s auth=%s cookie=%s body=%s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Cookie"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void shouldSendJsonAndReadIt() throws IOException {
    JsonHttp http = new JsonHttp();

    assertThat(
            http.call("PUT", base.resolve("/json"))
                .bearer("t")
                .json(Map.of("x", "值"))
                .ok()
                .path("a")
                .asInt())
        .isOne();

    assertThat(seen)
        .isEqualTo("PUT /json type=application/json auth=Bearer t cookie=null body={\"x\":\"值\"}");
    http.post(base.resolve("/json")).json("{\"y\":2}").ok();
    assertThat(seen).endsWith("body={\"y\":2}");
    http.get(base.resolve("/json?q=1")).ok();
    assertThat(seen).isEqualTo("GET /json?q=1 type=null auth=null cookie=null body=");
    http.post(base.resolve("/json")).form("a=b").ok();
    assertThat(seen).contains("type=application/x-www-form-urlencoded", "body=a=b");
  }

  @Test
  void shouldTakeAnEmptyBodyForAMissingNode() throws IOException {
    assertThat(new JsonHttp().post(base.resolve("/nothing")).ok().isMissingNode()).isTrue();
  }

  @Test
  void shouldReturnAnyAnswerButCallOnlyAGoodOneOk() throws IOException {
    JsonHttp http = new JsonHttp();

    Answer refused = http.get(base.resolve("/refused")).answer();

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.isOk()).isFalse();
    assertThat(refused.json().path("why").asText()).isEqualTo("busy");
    assertThatThrownBy(() -> http.get(base.resolve("/refused?secret=s")).ok())
        .isInstanceOf(IOException.class)
        .hasMessage("GET /refused was answered with 409");
  }

  @Test
  void shouldFollowNoRedirectAndKeepCookiesOnlyIfAsked() throws IOException {
    JsonHttp browser = JsonHttp.withCookies(Duration.ofSeconds(5));

    Answer moved = browser.get(base.resolve("/moved")).answer();
    browser.get(base.resolve("/json")).answer();

    assertThat(moved.location()).hasPath("/json");
    assertThat(seen).contains("cookie=c=1");
    JsonHttp plain = new JsonHttp();
    plain.get(base.resolve("/moved")).answer();
    plain.get(base.resolve("/json")).answer();
    assertThat(seen).contains("cookie=null");
  }

  @Test
  void shouldGiveUpAfterItsTime() {
    JsonHttp http = new JsonHttp(Duration.ofMillis(100));

    assertThatThrownBy(() -> http.get(base.resolve("/slow")).answer())
        .isInstanceOf(IOException.class);
  }

  @Test
  void shouldSayWhatTheSimulatorRefused() {
    SimulatorControl control = new SimulatorControl(base);

    assertThat(control.get("/json").path("a").asInt()).isOne();
    assertThatThrownBy(() -> control.send("POST", "/refused", ""))
        .isInstanceOf(ProcessFailure.class)
        .hasMessageContainingAll("409", "/refused", "busy");
  }
}
