package io.m1bridge.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.m1bridge.m1.AccountId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole client side against an HTTP server that answers as token-service does. */
class HttpAccountAccessTest {

  private static final AccountId DEMO = new AccountId("demo");

  @TempDir private Path directory;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String answer = "{}";
  private HttpServer server;
  private HttpAccountAccess access;
  private Path jwt;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    jwt = Files.writeString(directory.resolve("jwt"), "first\n");
    ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    // A replica that is down: all requests go to the other one.
    URI nobody = URI.create("http://127.0.0.1:" + unusedPort());
    access =
        new HttpAccountAccess(
            "me",
            new HttpTokenService(
                HttpClient.newHttpClient(),
                new Replicas(List.of(nobody, base)),
                new CallerToken(Optional.of(jwt)),
                json,
                new HttpTokenService.Settings(Duration.ofSeconds(5), Duration.ofSeconds(60))),
            Executors.newSingleThreadScheduledExecutor(),
            new HttpAccountAccess.Times(Clock.systemUTC(), System::nanoTime, new Random(1)),
            Duration.ofSeconds(60));
  }

  @AfterEach
  void stop() {
    access.close();
    server.stop(0);
  }

  @Test
  void shouldAskWhenDemandAppears() {
    answer =
        "{\"leases\":[{\"leaseId\":\"l1\",\"account\":\"demo\",\"permits\":2,"
            + "\"validForMillis\":30000,\"purpose\":\"REGULAR\"}]}";
    assertThat(access.tryAcquire(DEMO, Permit.Purpose.REGULAR, 2)).isEmpty();
    Awaitility.await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> access.tryAcquire(DEMO, Permit.Purpose.REGULAR, 2).isPresent());
    assertThat(bodies.get(0)).contains("\"wanted\":2", "\"instance\":\"me\"");
    assertThat(authorizations).containsOnly("Bearer first");
  }

  @Test
  void shouldReadTheCallerTokenAgain() throws IOException {
    answer =
        "{\"accessToken\":\"secret\",\"fingerprint\":\"f\","
            + "\"expiresAt\":\"2999-01-01T00:00:00Z\",\"incarnation\":3}";
    Files.writeString(jwt, "second");
    TokenOutcome outcome = access.token(DEMO).toCompletableFuture().join();
    assertThat(outcome)
        .isInstanceOfSatisfying(
            TokenOutcome.Available.class,
            available -> assertThat(available.token().incarnation()).isEqualTo(3));
    assertThat(outcome.toString()).doesNotContain("secret");
    assertThat(authorizations).containsExactly("Bearer second");
  }

  @Test
  void shouldTellWhyThereIsNoToken() {
    status = 409;
    answer = "{\"status\":409,\"detail\":\"connect the account\"}";
    assertThat(access.token(DEMO).toCompletableFuture().join())
        .isEqualTo(new TokenOutcome.NotAuthorized("connect the account"));
  }

  @Test
  void shouldTakeAnUnreadableAnswerForUnavailable() {
    answer = "<html>";
    assertThat(access.token(DEMO).toCompletableFuture().join())
        .isInstanceOf(TokenOutcome.Unavailable.class);
  }

  @Test
  void shouldNameTheSettingWhenTheCallerTokenIsMissing() throws IOException {
    Files.delete(jwt);
    assertThat(access.token(DEMO).toCompletableFuture().join())
        .isInstanceOfSatisfying(
            TokenOutcome.Unavailable.class,
            away -> assertThat(away.reason()).contains("M1BRIDGE_CALLER_TOKEN_FILE"));
  }

  @Test
  void shouldGiveBackWhatIsUnusedAtTheStop() {
    shouldAskWhenDemandAppears();
    access.close();
    assertThat(bodies.get(bodies.size() - 1))
        .contains("\"returns\":[{\"leaseId\":\"l1\",\"permits\":1}]");
  }

  @Test
  void shouldTurnToAnotherReplicaWhenOneFailsAndNotTwice() {
    URI one = URI.create("http://one");
    URI two = URI.create("http://two");
    Replicas replicas = new Replicas(List.of(one, two));
    assertThat(replicas.current()).isEqualTo(one);
    replicas.leave(one);
    replicas.leave(one);
    assertThat(replicas.current()).isEqualTo(two);
    replicas.leave(two);
    assertThat(replicas.current()).isEqualTo(one);
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
