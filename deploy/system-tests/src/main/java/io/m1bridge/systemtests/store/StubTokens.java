package io.m1bridge.systemtests.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;

/** token-service's REST: grants every wish while it is open, and answers 503 otherwise. */
final class StubTokens implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private volatile boolean open = true;
  private int leases;

  StubTokens(String accessToken) throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/v1/permits", exchange -> answer(exchange, permits(exchange)));
    server.createContext("/v1/accounts/", exchange -> answer(exchange, token(accessToken)));
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void open(boolean nowOpen) {
    open = nowOpen;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static ObjectNode token(String accessToken) {
    return JSON.createObjectNode()
        .put("accessToken", accessToken)
        .put("fingerprint", "of-the-test")
        .put("expiresAt", Instant.now().plusSeconds(3600).toString())
        .put("incarnation", 1);
  }

  private ObjectNode permits(HttpExchange exchange) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode granted = answer.putArray("leases");
    answer.putArray("denials");
    for (JsonNode demand : JSON.readTree(exchange.getRequestBody()).path("demands")) {
      granted
          .addObject()
          .put("leaseId", "lease-" + ++leases)
          .put("account", demand.path("account").asText())
          .put("permits", demand.path("wanted").asInt())
          .put("validForMillis", 30_000)
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
      byte[] bytes = JSON.writeValueAsBytes(body);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
