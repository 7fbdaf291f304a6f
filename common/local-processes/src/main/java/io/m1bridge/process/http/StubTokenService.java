package io.m1bridge.process.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * token-service's REST for a process under test: hands out one token, or one per account, and
 * grants every wish while it is open, and answers 503 otherwise.
 */
public final class StubTokenService implements AutoCloseable {

  private static final int UNAVAILABLE = 503;
  private static final Duration USUAL_VALIDITY = Duration.ofSeconds(30);

  private final HttpServer server;
  private final Duration validity;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private volatile boolean open = true;
  private int leases;

  /** Permits live as long as token-service's. */
  public StubTokenService(String accessToken) throws IOException {
    this(accessToken, USUAL_VALIDITY);
  }

  /**
   * @param validity how long permits live
   */
  public StubTokenService(String accessToken, Duration validity) throws IOException {
    this.validity = validity;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/permits", exchange -> answer(exchange, permits(exchange)));
    server.createContext(
        "/v1/accounts/",
        exchange -> {
          String account = exchange.getRequestURI().getPath().split("/")[3];
          answer(exchange, token(tokens.getOrDefault(account, accessToken)));
        });
    server.start();
  }

  /** One account has a token of its own. */
  public StubTokenService with(String account, String accessToken) {
    tokens.put(account, accessToken);
    return this;
  }

  /** For {@code TOKEN_SERVICE_URL}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Whether it answers from now on. */
  public void open(boolean nowOpen) {
    open = nowOpen;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static ObjectNode token(String accessToken) {
    return JsonHttp.JSON
        .createObjectNode()
        .put("accessToken", accessToken)
        .put("fingerprint", "of-the-test")
        .put("expiresAt", "2999-01-01T00:00:00Z")
        .put("incarnation", 1);
  }

  private ObjectNode permits(HttpExchange exchange) throws IOException {
    ObjectNode answer = JsonHttp.JSON.createObjectNode();
    ArrayNode granted = answer.putArray("leases");
    answer.putArray("denials");
    for (JsonNode demand : JsonHttp.JSON.readTree(exchange.getRequestBody()).path("demands")) {
      granted
          .addObject()
          .put("leaseId", "lease-" + ++leases)
          .put("account", demand.path("account").asText())
          .put("permits", demand.path("wanted").asInt())
          .put("validForMillis", validity.toMillis())
          .set("purpose", demand.path("purpose"));
    }
    return answer;
  }

  private void answer(HttpExchange exchange, JsonNode body) throws IOException {
    try (exchange) {
      if (!open) {
        exchange.sendResponseHeaders(UNAVAILABLE, -1);
        return;
      }
      byte[] bytes = JsonHttp.bytes(body);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
