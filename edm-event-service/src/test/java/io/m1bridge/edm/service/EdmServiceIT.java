package io.m1bridge.edm.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.Topics;
import io.m1bridge.guarantee.EveryRowOnce;
import io.m1bridge.guarantee.EveryRowOnce.Difference;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.testkit.process.KafkaExtension;
import io.m1bridge.testkit.process.SharedSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The service as it is shipped, on a real Kafka, against the simulator: whatever happens to the
 * process, subscribers get every row that M1 has, each once.
 */
@Tag("slow")
class EdmServiceIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final String ACCOUNT = "demo";
  private static final String UI_TOKEN = "a-token-of-the-test-with-enough-characters";
  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(150);

  private final JsonHttp http = new JsonHttp();

  @Test
  void shouldPublishEveryRowOfLivingCampaignsOnceAlsoWhenKilled() throws Exception {
    SimulatedAccount m1 = new SimulatedAccount(SharedSimulator.control(), ACCOUNT);
    m1.control().send("POST", "/reset", "");
    m1.control()
        .send(
            "PATCH",
            "/behaviour",
            "{\"edm\":{\"pageCap\":200,\"dmdtype\":\"mixed\",\"sentRows\":\"sent\"}}");
    JsonNode tokens = m1.send("POST", "/tokens/issue", "");
    EdmProcess.connect(KAFKA, ACCOUNT);
    Path target = Files.createDirectories(Path.of("target"));
    try (StubTokenService tokenService = new StubTokenService(tokens.path("accessToken").asText());
        LocalProcesses processes =
            LocalProcesses.in(Files.createTempDirectory(target, "edm-service-"))) {
      int port = FreePort.find();
      int management = FreePort.find();
      ServiceProcess service =
          processes.start(command(processes.directory(), tokenService, port, management));
      URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
      service.awaitReady(ready, START_WITHIN);
      long startMillis = service.startMillis();

      for (int i = 1; i <= 3; i++) {
        m1.send("POST", "/campaigns", livingCampaign(i));
      }
      try (EngagementReader subscriber = subscriber()) {
        awaitRows(subscriber, 500);
        service.sigkill();
        service.restart();
        service.awaitReady(ready, START_WITHIN);
        awaitRows(subscriber, 3_200);
        service.sigkill();
        service.restart();
        service.awaitReady(ready, START_WITHIN);

        Set<String> truth = m1.truth();
        await()
            .atMost(SETTLE_WITHIN)
            .pollInterval(Duration.ofMillis(500))
            .untilAsserted(
                () -> assertThat(subscriber.ids()).hasSizeGreaterThanOrEqualTo(truth.size()));
        await()
            .atMost(SETTLE_WITHIN)
            .untilAsserted(() -> assertThat(status(port).path("verified").asInt()).isEqualTo(3));

        assertThat(EveryRowOnce.compare(truth, subscriber.ids())).isEqualTo(Difference.NONE);
        assertThat(status(port).path("rowsPublished").asLong()).isEqualTo(truth.size());
        assertTablesFollow(subscriber);
        assertPeopleSeeIt(port);
        new AnyReplica(KAFKA, UI_TOKEN, subscriber.poll()).check(tokenService, port);
        report(m1, subscriber, truth.size(), startMillis);
      }
      assertThat(service.terminate(Duration.ofSeconds(15))).as("stops by itself").isTrue();
      assertTablesAreRebuilt(
          processes, command(processes.directory(), tokenService, port, management), ready);
      assertPublishesNothingAgain(
          processes,
          command(processes.directory(), tokenService, port, management),
          ready,
          port,
          m1.truth());
      assertThat(Files.readString(service.logFile()))
          .doesNotContain("@example.com", "access_token");
    }
  }

  private static String livingCampaign(int seed) {
    return """
        {"recipients": 1000, "duration": "PT25S", "lateShare": 0.1, "lateDelay": "PT10S",
         "equalShare": 0.05, "unknownRate": 0.02, "seed": %d}
        """
        .formatted(seed);
  }

  private static JvmCommand command(
      Path directory, StubTokenService tokenService, int port, int management) throws IOException {
    return EdmProcess.command(KAFKA, directory, tokenService, port, management)
        .withSystemProperty("m1bridge.streams.application-server", "127.0.0.1:" + port)
        .withEnv("M1BRIDGE_UI_TOKEN", UI_TOKEN);
  }

  private static EngagementReader subscriber() {
    return new EngagementReader(KAFKA.cluster().bootstrapServers(), Topics.ENGAGEMENT.name());
  }

  private static void awaitRows(EngagementReader subscriber, int rows) {
    await()
        .atMost(SETTLE_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> subscriber.poll().size() >= rows);
  }

  /** Another application id has no ledger: it is refilled from what was published. */
  private void assertPublishesNothingAgain(
      LocalProcesses processes, JvmCommand command, URI ready, int port, Set<String> truth)
      throws IOException, InterruptedException {
    ServiceProcess other =
        processes.start(
            new JvmCommand(
                    "edm-other-id",
                    command.jvmOptions(),
                    command.systemProperties(),
                    command.target(),
                    command.arguments(),
                    command.env())
                .withEnv("M1BRIDGE_EDM_APPLICATION_ID", "edm-other-id"));
    other.awaitReady(ready, START_WITHIN);
    await()
        .atMost(SETTLE_WITHIN)
        .untilAsserted(() -> assertThat(status(port).path("verified").asInt()).isEqualTo(3));
    assertThat(status(port).path("rowsPublished").asLong()).isEqualTo(truth.size());
    try (EngagementReader all = subscriber()) {
      assertThat(all.all()).hasSameSizeAs(truth);
      assertThat(EveryRowOnce.compare(truth, all.ids())).isEqualTo(Difference.NONE);
    }
    assertThat(Files.readString(other.logFile())).contains("Ledgers were refilled");
    assertThat(other.terminate(Duration.ofSeconds(15))).as("stops by itself").isTrue();
  }

  private void assertPeopleSeeIt(int port) throws IOException {
    assertThat(get(port, "/v1/campaigns", "").status()).as("not signed in").isEqualTo(401);
    JsonNode campaigns = get(port, "/v1/campaigns", UI_TOKEN).json();
    assertThat(campaigns)
        .hasSize(3)
        .allSatisfy(c -> assertThat(c.path("complete").asBoolean()).isTrue());
    long id = campaigns.get(0).path("campaignId").asLong();
    String one = "/v1/accounts/" + ACCOUNT + "/campaigns/" + id;
    JsonNode stats = get(port, one + "/stats", UI_TOKEN).json();
    assertThat(stats.path("uniqueClickers").asLong())
        .isGreaterThanOrEqualTo(stats.at("/withoutMachines/uniqueClickers").asLong())
        .isPositive();
    assertThat(get(port, one + "/links", UI_TOKEN).json().path("links")).isNotEmpty();
    assertThat(get(port, "/v1/accounts/" + ACCOUNT + "/campaigns/1/links", UI_TOKEN).status())
        .isEqualTo(404);
    assertThat(get(port, one.replace("/v1/", "/ui/"), UI_TOKEN).body())
        .contains("Without machines", "Last click", "http://www.example.com/offer/");
    assertThat(get(port, "/", UI_TOKEN).body())
        .contains("Rows published", "邮件主题", "Opens", "Clicks", "complete")
        .doesNotContain("@example.com");
  }

  private JsonNode status(int port) throws IOException {
    Answer answer = get(port, "/v1/status", "");
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private Answer get(int port, String path, String token) throws IOException {
    JsonHttp.Call call = http.get(URI.create("http://127.0.0.1:" + port + path));
    return (token.isEmpty() ? call : call.header("Authorization", "token " + token)).answer();
  }

  /** What the tables say is what the events say that a subscriber has read. */
  private static void assertTablesFollow(EngagementReader subscriber) {
    DerivedTables expected = DerivedTables.of(subscriber.poll());
    await()
        .atMost(SETTLE_WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(DerivedTables.read(KAFKA)).isEqualTo(expected));
    assertThat(expected.suppressions()).as("the simulator's campaigns have some").isNotEmpty();
  }

  /** Another application id of the tables, on emptied topics: the same tables come out. */
  private static void assertTablesAreRebuilt(
      LocalProcesses processes, JvmCommand command, URI ready) throws Exception {
    DerivedTables before = DerivedTables.read(KAFKA);
    Map<String, List<String>> machines = DerivedTables.machines(KAFKA);
    DerivedTables.empty(KAFKA);
    ServiceProcess rebuilding =
        processes.start(
            new JvmCommand(
                    "edm-rebuilding",
                    command.jvmOptions(),
                    command.systemProperties(),
                    command.target(),
                    command.arguments(),
                    command.env())
                .withEnv("M1BRIDGE_EDM_TABLES_APPLICATION_ID", "edm-event-tables-anew"));
    rebuilding.awaitReady(ready, START_WITHIN);
    await()
        .atMost(SETTLE_WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              assertThat(DerivedTables.read(KAFKA)).isEqualTo(before);
              assertThat(DerivedTables.machines(KAFKA)).isEqualTo(machines);
            });
    assertThat(rebuilding.terminate(Duration.ofSeconds(15))).as("stops by itself").isTrue();
  }

  private static void report(
      SimulatedAccount m1, EngagementReader subscriber, int rows, long startMillis) {
    JsonNode calls = m1.send("GET", "/calls/summary", "");
    long[] delays =
        subscriber.poll().stream()
            .filter(record -> !EngagementReader.header(record, "ce_type").contains("sent"))
            .mapToLong(EdmServiceIT::delayMillis)
            .sorted()
            .toArray();
    System.out.printf(
        "edm-event-service: start %d ms; %d rows of 3 campaigns; calls %s; event to record ms: median %d, p95 %d, max %d%n",
        startMillis,
        rows,
        calls.path("byPath"),
        delays[delays.length / 2],
        delays[delays.length * 95 / 100],
        delays[delays.length - 1]);
  }

  private static long delayMillis(ConsumerRecord<String, byte[]> record) {
    Instant occurred = OffsetDateTime.parse(EngagementReader.header(record, "ce_time")).toInstant();
    return Duration.between(occurred, Instant.ofEpochMilli(record.timestamp())).toMillis();
  }
}
