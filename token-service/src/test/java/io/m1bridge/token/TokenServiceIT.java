package io.m1bridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.UsedSecrets;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import io.m1bridge.process.http.SimulatorControl;
import io.m1bridge.testkit.process.SharedKafka;
import io.m1bridge.testkit.process.SharedSimulator;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.KeysetCommand;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two replicas of the real service, a real Kafka and the simulator. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenServiceIT {

  private static final String UI_TOKEN = "0123456789abcdef0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final JsonHttp HTTP = new JsonHttp(PATIENCE);
  private static final SimulatorControl SIMULATOR = new SimulatorControl(SharedSimulator.control());

  private final String group = "it-" + UUID.randomUUID();
  private LocalProcesses processes;
  private TestCaller caller;
  private Path directory;
  private Replica first;
  private Replica second;

  private record Replica(URI base, URI management, ServiceProcess process) {}

  @BeforeAll
  void start() throws Exception {
    directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "it-");
    String keyset = Keyset.generate();
    UsedSecrets.note("keyset", keyset);
    Files.writeString(directory.resolve("keyset.json"), keyset);
    caller = new TestCaller();
    caller.writePublicKey(directory.resolve("key.pem"));
    processes = LocalProcesses.in(directory);
    first = startReplica("token-a");
    second = startReplica("token-b");
    awaitReady(first);
    awaitReady(second);
  }

  @AfterAll
  void stop() {
    processes.close();
  }

  @Test
  void shouldConnectRefreshAndSurviveTheDeathOfAnOwner() throws Exception {
    String account = simulatedAccount();

    assertThat(
            call(first, "POST", "/v1/accounts/" + account + "/token", "contact-sync", "").status())
        .isEqualTo(409);
    connect(first, account);
    JsonNode token = token(second, account);
    assertThat(token.get("accessToken").asText()).isNotBlank();

    // A report from many callers costs one refresh; one about an old token costs none.
    String fingerprint = token.get("fingerprint").asText();
    for (int i = 0; i < 8; i++) {
      assertThat(invalidate(i % 2 == 0 ? first : second, account, fingerprint)).isEqualTo(204);
    }
    JsonNode next = awaitOtherToken(account, fingerprint);
    assertThat(invalidate(first, account, fingerprint)).isEqualTo(204);
    assertThat(refreshesAtM1(account)).isEqualTo(1);

    // The owner dies; the other replica goes on handing out at once, and owns it soon.
    first.process().sigkill();
    Instant killed = Instant.now();
    assertThat(token(second, account).get("fingerprint")).isEqualTo(next.get("fingerprint"));
    awaitOwner(second, 24);
    Duration takeOver = Duration.between(killed, Instant.now());
    System.out.println("take-over after SIGKILL: " + takeOver.toMillis() + " ms");
    assertThat(takeOver).isLessThan(Duration.ofSeconds(10));
    assertThat(permits(second, account, 1)).isNotNull();
    assertThat(token(second, account).get("fingerprint")).isEqualTo(next.get("fingerprint"));

    first.process().restart();
    awaitReady(first);
    assertThat(token(first, account).get("fingerprint")).isEqualTo(next.get("fingerprint"));
  }

  @Test
  void shouldGrantPermitsAtEveryReplica() throws Exception {
    String account = simulatedAccount();
    connect(first, account);
    for (Replica replica : List.of(first, second)) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(permits(replica, account, 20).get("leases").size()).isEqualTo(1));
    }
    JsonNode forbidden = permits(first, "nobody", 1);
    assertThat(forbidden.get("denials").get(0).get("reason").asText())
        .isIn("unknown-account", "moving");
  }

  @Test
  void shouldRefuseStrangersAndBadInputPrecisely() throws Exception {
    String path = "/v1/accounts/demo/token";
    assertThat(send(first, "POST", path, Map.of(), "").status()).isEqualTo(401);
    assertThat(call(first, "POST", path, "stranger", "").status()).isEqualTo(403);
    assertThat(
            callWith(
                first, caller.jwt("contact-sync", "other", Instant.now().plusSeconds(60)), path))
        .isEqualTo(401);
    assertThat(
            callWith(
                first,
                caller.jwt("contact-sync", "token-service", Instant.now().minusSeconds(120)),
                path))
        .isEqualTo(401);
    assertThat(call(first, "POST", "/v1/accounts/nobody/token", "contact-sync", "").status())
        .isEqualTo(404);
    assertThat(call(first, "POST", "/v1/accounts/No_Body/token", "contact-sync", "").status())
        .isEqualTo(400);
    assertThat(call(first, "PUT", "/v1/accounts/x", "contact-sync", "{}").status()).isEqualTo(403);
    assertThat(call(first, "PUT", "/v1/accounts/x", "local-admin", "{}").status()).isEqualTo(400);
    assertThat(call(first, "POST", "/v1/permits", "contact-sync", "{\"instance\":").status())
        .isEqualTo(400);
  }

  /** What a client wrote as a path must not become the host that gets the caller's JWT. */
  @Test
  void shouldSendARequestOnToReplicasOnly() throws Exception {
    List<String> taken = new CopyOnWriteArrayList<>();
    HttpServer stranger =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stranger.createContext(
        "/",
        exchange -> {
          taken.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().keySet());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    stranger.start();
    awaitOwner(first, 12);
    awaitOwner(second, 12);
    try {
      String account = simulatedAccount();
      String host = "//127.0.0.1:" + stranger.getAddress().getPort() + "/..";
      for (Replica replica : List.of(first, second)) {
        URI uri = URI.create(replica.base() + host + "/v1/accounts/" + account + "/disconnect");
        Answer answer =
            HTTP.call("POST", uri)
                .header("Authorization", "Bearer " + caller.jwt("local-admin"))
                .answer();
        assertThat(taken).as("status %d", answer.status()).isEmpty();
        assertThat(answer.status()).isEqualTo(200);
      }
    } finally {
      stranger.stop(0);
    }
  }

  @Test
  void shouldSuspendOnE10102KeepTheGrantAndTellTheAudit() throws Exception {
    String account = simulatedAccount();
    connect(first, account);
    String fingerprint = token(second, account).get("fingerprint").asText();
    String path = "/v1/accounts/" + account;
    String report = "{\"fingerprint\":\"" + fingerprint + "\"}";
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                call(second, "POST", path + "/no-permission", "contact-sync", report).status()
                    == 204);
    for (Replica replica : List.of(first, second)) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> call(replica, "POST", path + "/token", "edm-event", "").status() == 409);
    }
    assertThat(call(first, "POST", path + "/token", "edm-event", "").body())
        .contains("Suspended", "E10102", "/resume");
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(permits(first, account, 1).get("denials").toString())
                    .contains("not-authorized"));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> call(first, "POST", path + "/resume", "local-admin", "").status() == 200);
    assertThat(token(second, account).get("fingerprint").asText())
        .as("the tokens that it had")
        .isEqualTo(fingerprint);

    // A graceful stop publishes the minute that goes on.
    assertThat(second.process().terminate(Duration.ofSeconds(30))).isTrue();
    List<String> events = auditOf(account);
    second.process().restart();
    awaitReady(second);
    assertThat(events)
        .anyMatch(e -> e.contains("\"suspended\"") && e.contains("\"by\":\"contact-sync\""))
        .anyMatch(e -> e.contains("\"resumed\"") && e.contains("\"by\":\"local-admin\""))
        .anyMatch(e -> e.contains("\"handed-out\"") && e.contains("\"by\":\"edm-event\""));
  }

  /** The account's events so far, as JSON. */
  private static List<String> auditOf(String account) {
    Map<String, Object> config = new HashMap<>(SharedKafka.connection());
    config.put("isolation.level", "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor("m1.account-events").stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      List<String> events = new ArrayList<>();
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  if (account.equals(record.key())) {
                    events.add(record.value());
                  }
                });
      }
      return events;
    }
  }

  @Test
  void shouldEraseAnAccount() throws Exception {
    String account = simulatedAccount();
    connect(first, account);
    assertThat(call(second, "DELETE", "/v1/accounts/" + account, "local-admin", "").status())
        .isEqualTo(204);
    for (Replica replica : List.of(first, second)) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () ->
                  call(replica, "GET", "/v1/accounts/" + account, "local-admin", "").status()
                      == 404);
    }
  }

  @Test
  void shouldRotateItsKeysWhileItRuns() throws Exception {
    String account = simulatedAccount();
    connect(first, account);
    JsonNode before = withoutAge(token(first, account));
    String old = keys(first).get("primary").asText();

    // In steps, as the README says: both replicas know the new key before it is used.
    keyset("--add-key");
    for (Replica replica : List.of(first, second)) {
      await(() -> keys(replica).get("keys").size() == 2);
    }
    keyset("--promote-key");
    for (Replica replica : List.of(first, second)) {
      await(() -> !keys(replica).get("primary").asText().equals(old));
      await(() -> keys(replica).get("remaining").asInt() == 0);
      assertThat(withoutAge(token(replica, account))).isEqualTo(before);
      JsonNode emptied = keys(replica).get("keys").get(0);
      assertThat(emptied.get("id").asText()).isEqualTo(old);
      assertThat(emptied.get("mayBeTakenOut").asBoolean()).isTrue();
    }
    keyset("--remove-key", old);
    for (Replica replica : List.of(first, second)) {
      await(() -> keys(replica).get("keys").size() == 1);
      assertThat(withoutAge(token(replica, account))).isEqualTo(before);
    }
    assertThat(call(first, "GET", "/v1/keys", "contact-sync", "").status()).isEqualTo(403);
  }

  /** How old it is differs from one answer to the next. */
  private static JsonNode withoutAge(JsonNode token) {
    return ((ObjectNode) token).without("ageMillis");
  }

  private JsonNode keys(Replica replica) throws Exception {
    Answer answer = call(replica, "GET", "/v1/keys", "local-admin", "");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private void keyset(String command, String... more) {
    List<String> args =
        new ArrayList<>(List.of(command, directory.resolve("keyset.json").toString()));
    args.addAll(List.of(more));
    assertThat(new KeysetCommand(System.out, System.err).run(args)).hasValue(0);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).until(condition);
  }

  @Test
  void shouldShowCallsAtEveryReplicaAndDisconnectAtOnce() throws Exception {
    String account = simulatedAccount();
    connect(first, account);
    AtomicInteger granted = new AtomicInteger();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                granted.addAndGet(permits(second, account, 3).at("/leases/0/permits").asInt()) > 0);
    for (Replica replica : List.of(first, second)) {
      assertThat(ui(browser(), replica, "GET", "/ui/accounts/" + account, "").body())
          .as("the owner's count, at %s", replica.base())
          .contains("contact-sync <strong>" + granted + "</strong>");
    }
    assertThat(
            send(
                    first,
                    "POST",
                    "/v1/internal/call-counts",
                    Map.of("Content-Type", "application/octet-stream"),
                    "[\"" + account + "\"]")
                .status())
        .isEqualTo(403);

    assertThat(
            call(first, "POST", "/v1/accounts/" + account + "/disconnect", "contact-sync", "")
                .status())
        .isEqualTo(403);
    for (Replica replica : List.of(first, second)) {
      Answer gone = ui(browser(), replica, "POST", "/ui/accounts/" + account + "/disconnect", "");
      assertThat(gone.status()).as(gone.body()).isEqualTo(303);
      assertThat(gone.header("Location")).contains("/ui/accounts/" + account);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> tokenStatus(first, account) == 409 && tokenStatus(second, account) == 409);
      connect(replica, account);
    }
    assertThat(
            call(second, "POST", "/v1/accounts/" + account + "/disconnect", "local-admin", "")
                .json()
                .get("state")
                .asText())
        .isEqualTo("needs-authorization");
  }

  private int tokenStatus(Replica replica, String account) throws Exception {
    return call(replica, "POST", "/v1/accounts/" + account + "/token", "contact-sync", "").status();
  }

  @Test
  void shouldRefuseACallbackOutsideAFlowAndARefusedConsent() throws Exception {
    Answer forged =
        HTTP.get(first.base().resolve("/oauth2/callback?code=stolen"))
            .header("Accept", "text/html")
            .answer();
    assertThat(forged.status()).isEqualTo(400);
    assertThat(forged.body()).contains("No connect is under way").doesNotContain("stolen");

    String account = simulatedAccount();
    JsonHttp browser = browser();
    decide(browser, first, account, "deny", 400);
  }

  @Test
  void shouldEndTheFirstOfTwoConnectsInOneBrowserVisibly() throws Exception {
    String ended = simulatedAccount();
    String wanted = simulatedAccount();
    JsonHttp browser = browser();
    echoState(true);
    try {
      URI replaced = begin(browser, second, ended);
      URI next = begin(browser, second, wanted);

      Answer late = answer(browser, replaced, ended, "allow");
      assertThat(late.status()).isEqualTo(409);
      assertThat(late.body())
          .contains("Another connect was begun in this browser after this one", wanted);

      assertThat(answer(browser, next, wanted, "allow").status()).isEqualTo(303);
    } finally {
      echoState(false);
    }
    assertThat(ui(browser, second, "GET", "/ui/connect/confirm", "").body())
        .contains("A connect of " + ended + " was under way in this browser");
    Answer stale = ui(browser, second, "POST", "/ui/connect/confirm", "flow=of-the-other-tab");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(ui(browser, second, "POST", "/ui/connect/confirm", "").status()).isEqualTo(303);
    assertThat(token(second, wanted).get("accessToken").asText()).isNotBlank();
    assertThat(tokenStatus(second, ended)).isEqualTo(409);
  }

  private String simulatedAccount() throws Exception {
    String id = "a" + UUID.randomUUID().toString().substring(0, 8);
    SIMULATOR.send(
        "PUT",
        "/accounts/" + id,
        "{\"clientId\":\"client-%s\",\"secrets\":[\"secret-%s\"]}".formatted(id, id));
    String body =
        "{\"clientId\":\"client-%s\",\"clientSecrets\":[\"wrong\",\"secret-%s\"],\"plan\":\"diamond\"}"
            .formatted(id, id);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(call(second, "PUT", "/v1/accounts/" + id, "local-admin", body).status())
                    .isEqualTo(200));
    return id;
  }

  private void connect(Replica replica, String account) throws Exception {
    JsonHttp browser = browser();
    decide(browser, replica, account, "allow", 303);
    Answer look = ui(browser, replica, "GET", "/ui/connect/confirm", "");
    assertThat(look.status()).as(look.body()).isEqualTo(200);
    assertThat(look.body()).contains(account);
    Answer confirmed = ui(browser, replica, "POST", "/ui/connect/confirm", "");
    assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(303);
    assertThat(confirmed.header("Location")).contains("/ui/accounts/" + account);
    assertThat(ui(browser, replica, "GET", "/", "").body()).contains(account);
  }

  private void decide(
      JsonHttp browser, Replica replica, String account, String decision, int expected)
      throws Exception {
    Answer end = answer(browser, begin(browser, replica, account), account, decision);
    assertThat(end.status()).as(end.body()).isEqualTo(expected);
  }

  /** Begins a connect and returns the address of M1's consent page. */
  private URI begin(JsonHttp browser, Replica replica, String account) throws Exception {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                call(replica, "GET", "/v1/accounts/" + account, "local-admin", "").status() == 200);
    Answer begun = ui(browser, replica, "POST", "/ui/accounts/" + account + "/connect", "");
    assertThat(begun.status()).as(begun.body()).isEqualTo(303);
    return begun.location();
  }

  /** A person decides at M1, and M1 leads the browser back. */
  private static Answer answer(JsonHttp browser, URI consent, String account, String decision)
      throws Exception {
    String form = consent.getRawQuery() + "&account=" + account + "&decision=" + decision;
    Answer decided = browser.post(consent.resolve(consent.getPath())).form(form).answer();
    assertThat(decided.status()).as(decided.body()).isEqualTo(302);
    return browser.get(decided.location()).header("Accept", "text/html").answer();
  }

  private static void echoState(boolean echo) throws Exception {
    SIMULATOR.send("PATCH", "/behaviour", "{\"oauth\": {\"echoState\": " + echo + "}}");
  }

  private static JsonHttp browser() {
    return JsonHttp.withCookies(PATIENCE);
  }

  private static Answer ui(
      JsonHttp browser, Replica replica, String method, String path, String form) throws Exception {
    return browser
        .call(method, replica.base().resolve(path))
        .header("Authorization", "token " + UI_TOKEN)
        .header("Accept", "text/html")
        .form(form)
        .answer();
  }

  private JsonNode token(Replica replica, String account) throws Exception {
    Answer[] last = new Answer[1];
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              last[0] =
                  call(replica, "POST", "/v1/accounts/" + account + "/token", "edm-event", "");
              return last[0].status() == 200;
            });
    return last[0].json();
  }

  private JsonNode awaitOtherToken(String account, String fingerprint) throws Exception {
    JsonNode[] found = new JsonNode[1];
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              found[0] = token(second, account);
              return !found[0].get("fingerprint").asText().equals(fingerprint);
            });
    return found[0];
  }

  private int invalidate(Replica replica, String account, String fingerprint) throws Exception {
    return call(
            replica,
            "POST",
            "/v1/accounts/" + account + "/token/invalidate",
            "contact-sync",
            "{\"fingerprint\":\"" + fingerprint + "\"}")
        .status();
  }

  private JsonNode permits(Replica replica, String account, int wanted) throws Exception {
    Answer response =
        call(
            replica,
            "POST",
            "/v1/permits",
            "contact-sync",
            "{\"instance\":\"it\",\"demands\":[{\"account\":\"%s\",\"wanted\":%d}]}"
                .formatted(account, wanted));
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return response.json();
  }

  private int refreshesAtM1(String account) throws Exception {
    return SIMULATOR.get("/accounts/" + account + "/tokens").get("refreshes").asInt();
  }

  private void awaitOwner(Replica replica, int partitions) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                send(replica.management(), "/q/health/ready")
                    .body()
                    .replace(" ", "")
                    .contains("\"ownedPartitions\":" + partitions));
  }

  private Answer call(Replica replica, String method, String path, String subject, String body)
      throws Exception {
    return send(
        replica, method, path, Map.of("Authorization", "Bearer " + caller.jwt(subject)), body);
  }

  private int callWith(Replica replica, String jwt, String path) throws Exception {
    return send(replica, "POST", path, Map.of("Authorization", "Bearer " + jwt), "").status();
  }

  private static Answer send(
      Replica replica, String method, String path, Map<String, String> headers, String body)
      throws Exception {
    JsonHttp.Call call = HTTP.call(method, replica.base().resolve(path)).json(body);
    headers.forEach(call::header);
    return call.answer();
  }

  private static Answer send(URI base, String path) throws Exception {
    return HTTP.get(base.resolve(path)).answer();
  }

  private static void awaitReady(Replica replica) {
    replica
        .process()
        .awaitReady(replica.management().resolve("/q/health/ready"), Duration.ofSeconds(60));
    System.out.println(
        replica.process().name()
            + " ready after "
            + replica.process().startMillis()
            + " ms, "
            + replica.process().residentBytes() / 1_000_000
            + " MB");
  }

  private Replica startReplica(String name) {
    List<Integer> ports = FreePort.find(2);
    String base = "http://127.0.0.1:" + ports.get(0);
    JvmCommand command =
        JvmCommand.ofJar(name, ServiceJar.locate("token-service"))
            .withJvmOptions("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
            .withEnv("KAFKA_BOOTSTRAP_SERVERS", SharedKafka.bootstrapServers())
            .withEnv("M1_API_URL", SharedSimulator.apiUrl())
            .withEnv("M1_AUTH_URL", SharedSimulator.authUrl())
            .withEnv("M1BRIDGE_UI_TOKEN", UI_TOKEN)
            .withEnv(
                "M1BRIDGE_TOKEN_KEYSET_FILE", directory.resolve("keyset.json").toAbsolutePath())
            .withEnv("M1BRIDGE_JWT_PUBLIC_KEY_FILE", directory.resolve("key.pem").toAbsolutePath())
            .withEnv("M1BRIDGE_PUBLIC_URL", base)
            .withEnv("M1BRIDGE_ADVERTISED_URL", base)
            .withEnv("QUARKUS_HTTP_HOST", "127.0.0.1")
            .withEnv("QUARKUS_HTTP_PORT", ports.get(0))
            .withEnv("QUARKUS_MANAGEMENT_HOST", "127.0.0.1")
            .withEnv("QUARKUS_MANAGEMENT_PORT", ports.get(1))
            // What these tests report they report as soon as they have a token.
            .withSystemProperty("m1bridge.token.refresh.new-token-known-after", "0s")
            .withSystemProperty("m1bridge.token.group", group);
    return new Replica(
        URI.create(base), URI.create("http://127.0.0.1:" + ports.get(1)), processes.start(command));
  }
}
