package io.m1bridge.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.m1bridge.local.options.RunOptions;
import io.m1bridge.local.options.RunOptions.M1Access;
import io.m1bridge.local.report.Progress;
import io.m1bridge.local.simulator.Simulator;
import io.m1bridge.testkit.time.MutableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountConnectionTest {
  private static final String ACCOUNT = "demo";

  private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-27T00:00:00Z"));
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private HttpServer server;
  private URI base;
  private volatile int confirmed;
  private volatile int forgotten;

  @TempDir Path temporary;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    server.createContext("/", exchange -> answer(exchange, "<p>signed in"));
    server.createContext("/_sim/accounts/demo", exchange -> answer(exchange, "{}"));
    server.createContext(
        "/v1/accounts/demo",
        exchange ->
            answer(
                exchange, "{\"state\":\"" + (connected() ? "authorized" : "registered") + "\"}"));
    server.createContext(
        "/ui/accounts/demo/connect", exchange -> answer(exchange, form("/authorize")));
    server.createContext("/authorize", exchange -> answer(exchange, form("/ui/connect/confirm")));
    server.createContext(
        "/ui/connect/confirm",
        exchange -> {
          confirmed++;
          answer(exchange, "<p>confirmed");
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldBeginAgainAsOftenAsTokenServiceForgets() {
    forgotten = 3;

    connect();

    assertThat(confirmed).isEqualTo(4);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("Account demo is connected")
        .contains("Connecting begins again: account demo is registered");
  }

  @Test
  void shouldStartAgainWhatDiedWhileItWaits() {
    forgotten = 1;
    RunDirectory directory =
        RunDirectory.create(Optional.of(temporary.resolve("run")), temporary, "r1");
    connection(
            () -> {
              clock.advance(Duration.ofSeconds(1));
              if (confirmed == 1) {
                forgotten = 0;
              }
            })
        .connect(tokenService(directory), "", Optional.of(new Simulator(base, ACCOUNT)));

    assertThat(confirmed)
        .as("the first attempt, once its token-service was there again")
        .isEqualTo(1);
  }

  private boolean connected() {
    return confirmed > forgotten;
  }

  private void connect() {
    RunDirectory directory =
        RunDirectory.create(Optional.of(temporary.resolve("run")), temporary, "r1");
    connection(() -> clock.advance(Duration.ofSeconds(5)))
        .connect(tokenService(directory), "", Optional.of(new Simulator(base, ACCOUNT)));
  }

  private TokenService tokenService(RunDirectory directory) {
    return new TokenService(base, Credentials.make(directory, Optional.empty(), clock), clock);
  }

  private AccountConnection connection(Runnable lookAfterProcesses) {
    return new AccountConnection(
        options(),
        new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), false, clock),
        new M1Access(base, base, "client", "secret", "gold"),
        ACCOUNT,
        lookAfterProcesses);
  }

  private static RunOptions options() {
    return new RunOptions(
        true,
        1,
        1,
        0,
        0,
        Duration.ofSeconds(1),
        1,
        false,
        0,
        OptionalLong.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new RunOptions.Replicas(1, 1, 1, 1),
        Duration.ofMinutes(1),
        Optional.empty(),
        false);
  }

  private static String form(String action) {
    return "<form method=post action=" + action + "><input type=hidden name=state value=s></form>";
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
