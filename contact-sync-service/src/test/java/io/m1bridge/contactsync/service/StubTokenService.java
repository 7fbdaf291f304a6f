package io.m1bridge.contactsync.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** Grants every wish and hands out one token: token-service's REST for a process under test. */
final class StubTokenService implements AutoCloseable {

  /** How long its permits live. */
  static final Duration VALIDITY = Duration.ofSeconds(10);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private int leases;

  StubTokenService(String accessToken) throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/v1/permits", exchange -> answer(exchange, permits(exchange)));
    server.createContext(
        "/v1/accounts/",
        exchange ->
            answer(
                exchange,
                JSON.createObjectNode()
                    .put("accessToken", accessToken)
                    .put("fingerprint", "of-the-test")
                    .put("expiresAt", Instant.now().plusSeconds(3600).toString())
                    .put("incarnation", 1)));
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
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
          .put("validForMillis", VALIDITY.toMillis())
          .set("purpose", demand.path("purpose"));
    }
    return answer;
  }

  private static void answer(HttpExchange exchange, JsonNode body) throws IOException {
    try (exchange) {
      byte[] bytes = JSON.writeValueAsBytes(body);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
