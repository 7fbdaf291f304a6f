package io.m1bridge.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A service that gives the answers that a test laid down, and remembers what it was asked. */
final class StubService implements AutoCloseable {

  /**
   * A request as it came.
   *
   * @param path not decoded
   */
  record Asked(String method, String path, @Nullable String authorization, String body) {}

  private record Answer(int status, String type, String body) {}

  private final HttpServer server;
  private int missing;
  private Duration late = Duration.ZERO;
  private final Map<String, Answer> answers = new HashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Asked> arriving = new LinkedBlockingQueue<>();

  StubService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  StubService json(String call, String body) {
    return on(call, 200, "application/json", body);
  }

  StubService problem(String call, int status, String body) {
    return on(call, status, "application/problem+json", body);
  }

  /**
   * @param call such as {@code GET /v1/sums}
   */
  StubService on(String call, int status, String type, String body) {
    answers.put(call, new Answer(status, type, body));
    return this;
  }

  /** All answers say from here on that so many replicas did not give theirs. */
  StubService missing(int replicas) {
    missing = replicas;
    return this;
  }

  /** Answers come so late from here on. */
  StubService late(Duration by) {
    late = by;
    return this;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** The next request that nobody waited for yet; null if none comes within a minute. */
  @Nullable Asked arrives() throws InterruptedException {
    return arriving.poll(1, TimeUnit.MINUTES);
  }

  private void answer(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    Asked question =
        new Asked(
            exchange.getRequestMethod(),
            path,
            exchange.getRequestHeaders().getFirst("Authorization"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    asked.add(question);
    arriving.add(question);
    Answer answer =
        answers.getOrDefault(
            exchange.getRequestMethod() + " " + path,
            new Answer(404, "application/problem+json", "{\"title\":\"Not found\"}"));
    CompletableFuture.delayedExecutor(late.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> give(exchange, answer));
  }

  private void give(HttpExchange exchange, Answer answer) {
    try {
      write(exchange, answer);
    } catch (IOException e) {
      // Who asked has given up.
      exchange.close();
    }
  }

  private void write(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", answer.type());
    if (missing > 0) {
      exchange.getResponseHeaders().add("M1bridge-Missing-Replicas", String.valueOf(missing));
    }
    exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
