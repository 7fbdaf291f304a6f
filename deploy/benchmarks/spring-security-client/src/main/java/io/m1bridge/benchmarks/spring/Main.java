package io.m1bridge.benchmarks.spring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * {@code GET /ready}, and {@code POST /round?callers=8} with a refresh token as its body. Settings:
 * the environment variables {@code QUARKUS_HTTP_PORT}, {@code M1_AUTH_URL}, {@code CLIENT_ID},
 * {@code CLIENT_SECRET}, as of the other contender.
 */
public final class Main {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Main() {}

  public static void main(String[] args) throws IOException {
    Rounds rounds =
        new Rounds(
            M1Registration.of(
                URI.create(env("M1_AUTH_URL")), env("CLIENT_ID"), env("CLIENT_SECRET")),
            M1Registration.refreshClient(Clock.systemUTC()));
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(env("QUARKUS_HTTP_PORT"))),
            0);
    server.createContext("/ready", exchange -> answer(exchange, "ready"));
    server.createContext("/round", exchange -> round(exchange, rounds));
    server.start();
  }

  private static void round(HttpExchange exchange, Rounds rounds) throws IOException {
    String refreshToken =
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int callers = Integer.parseInt(exchange.getRequestURI().getQuery().replaceAll("\\D", ""));
    try {
      answer(exchange, JSON.writeValueAsString(rounds.round(callers, refreshToken)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted in a round", e);
    }
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String env(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalArgumentException("The environment variable " + name + " is missing");
    }
    return value;
  }
}
