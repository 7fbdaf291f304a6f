package io.m1bridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;

/**
 * Two replicas of the real service, a real Kafka and the simulator; shared by all classes of a run.
 */
abstract class TwoReplicas {

  static final String UI_TOKEN = "0123456789abcdef0123456789abcdef";

  static final Duration PATIENCE = Duration.ofSeconds(40);

  static final JsonHttp HTTP = new JsonHttp(PATIENCE);

  static final SimulatorControl SIMULATOR = new SimulatorControl(SharedSimulator.control());

  record Replica(URI base, URI management, ServiceProcess process) {}

  static final String GROUP = "it-" + UUID.randomUUID();

  static TestCaller caller;
  static Path directory;
  static Replica first;
  static Replica second;
  static LocalProcesses processes;

  /** Once for all classes; a shutdown hook ends the replicas. */
  @BeforeAll
  static void start() throws Exception {
    if (processes != null) {
      return;
    }
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

  static int tokenStatus(Replica replica, String account) throws Exception {
    return call(replica, "POST", "/v1/accounts/" + account + "/token", "contact-sync", "").status();
  }

  /** An account that both replicas know: each reads of it in its own time. */
  static String simulatedAccount() throws Exception {
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
    for (Replica replica : List.of(first, second)) {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> call(replica, "GET", "/v1/accounts/" + id, "local-admin", "").status() == 200);
    }
    return id;
  }

  static void connect(Replica replica, String account) throws Exception {
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

  static void decide(
      JsonHttp browser, Replica replica, String account, String decision, int expected)
      throws Exception {
    Answer end = answer(browser, begin(browser, replica, account), account, decision);
    assertThat(end.status()).as(end.body()).isEqualTo(expected);
  }

  /** Begins a connect and returns the address of M1's consent page. */
  static URI begin(JsonHttp browser, Replica replica, String account) throws Exception {
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
  static Answer answer(JsonHttp browser, URI consent, String account, String decision)
      throws Exception {
    String form = consent.getRawQuery() + "&account=" + account + "&decision=" + decision;
    Answer decided = browser.post(consent.resolve(consent.getPath())).form(form).answer();
    assertThat(decided.status()).as(decided.body()).isEqualTo(302);
    return browser.get(decided.location()).header("Accept", "text/html").answer();
  }

  /** M1 behaves so from now on. */
  static void behave(String knobs) throws Exception {
    SIMULATOR.send("PATCH", "/behaviour", knobs);
  }

  static JsonHttp browser() {
    return JsonHttp.withCookies(PATIENCE);
  }

  static Answer ui(JsonHttp browser, Replica replica, String method, String path, String form)
      throws Exception {
    return browser
        .call(method, replica.base().resolve(path))
        .header("Authorization", "token " + UI_TOKEN)
        .header("Accept", "text/html")
        .form(form)
        .answer();
  }

  static JsonNode token(Replica replica, String account) throws Exception {
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

  static JsonNode permits(Replica replica, String account, int wanted) throws Exception {
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

  static void awaitOwner(Replica replica, int partitions) {
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

  static Answer call(Replica replica, String method, String path, String subject, String body)
      throws Exception {
    return send(
        replica, method, path, Map.of("Authorization", "Bearer " + caller.jwt(subject)), body);
  }

  static int callWith(Replica replica, String jwt, String path) throws Exception {
    return send(replica, "POST", path, Map.of("Authorization", "Bearer " + jwt), "").status();
  }

  static Answer send(
      Replica replica, String method, String path, Map<String, String> headers, String body)
      throws Exception {
    JsonHttp.Call call = HTTP.call(method, replica.base().resolve(path)).json(body);
    headers.forEach(call::header);
    return call.answer();
  }

  static Answer send(URI base, String path) throws Exception {
    return HTTP.get(base.resolve(path)).answer();
  }

  static void awaitReady(Replica replica) {
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

  static Replica startReplica(String name) {
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
            .withSystemProperty("m1bridge.token.group", GROUP);
    return new Replica(
        URI.create(base), URI.create("http://127.0.0.1:" + ports.get(1)), processes.start(command));
  }
}
