package io.m1bridge.contactsync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.testkit.process.KafkaExtension;
import io.m1bridge.testkit.process.SharedSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The service as it is shipped, on a real Kafka, against the simulator: whatever happens to the
 * process, M1 ends as the CRM, and every change ends exactly once.
 */
class ContactSyncServiceIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACCOUNT = "demo";
  private static final String UI_TOKEN = "a-token-of-the-test-with-enough-characters";
  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(150);

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void shouldMakeM1EqualTheCrmAlsoWhenKilled() throws Exception {
    control("POST", "/reset");
    String token = control("POST", "/accounts/demo/tokens/issue").path("accessToken").asText();
    topic(Topics.ACCOUNTS);
    topic(Topics.CONTACT_CHANGES);
    connectAccount();
    CrmFeed crm = new CrmFeed(KAFKA.connection(), ACCOUNT, 600);
    crm.make(600);
    crm.change(1_400);
    Path target = Files.createDirectories(Path.of("target"));
    try (StubTokenService tokenService = new StubTokenService(token);
        LocalProcesses processes =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-service-"));
        ResultReader results = new ResultReader(KAFKA.connection())) {
      int port = FreePort.find();
      int management = FreePort.find();
      ServiceProcess service =
          processes.start(command(processes.directory(), tokenService, port, management));
      URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
      service.awaitReady(ready, START_WITHIN);
      await().atMost(SETTLE_WITHIN).until(() -> results.ends().size() >= 600);
      for (int kill = 0; kill < 3; kill++) {
        crm.change(500);
        int enough = results.ends().size() + 50 * kill;
        await().atMost(SETTLE_WITHIN).until(() -> results.ends().size() > enough);
        service.sigkill();
        service.restart();
        service.awaitReady(ready, START_WITHIN);
      }
      await()
          .atMost(SETTLE_WITHIN)
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(() -> assertThat(results.ends()).hasSize(crm.valid().size()));

      assertThat(results.ends().keySet()).isEqualTo(crm.valid());
      assertThat(results.twice()).isEmpty();
      assertThat(results.deadLetters()).isEqualTo(crm.invalid());
      assertThat(contactsInM1()).isEqualTo(crm.truth());
      JsonNode calls = control("GET", "/accounts/demo/calls/summary");
      System.out.printf(
          "contact-sync-service: start %d ms; %d changes of 600 contacts with three kills; calls %s%n",
          service.startMillis(), crm.valid().size(), calls.path("byPath"));
      assertPeopleSeeIt(port);
      assertThat(service.terminate(Duration.ofSeconds(15))).as("stops by itself").isTrue();
      assertThat(Files.readString(service.logFile())).doesNotContain("@x.cn", "access_token");
    }
  }

  private void assertPeopleSeeIt(int port) throws IOException, InterruptedException {
    JsonNode status = JSON.readTree(get(port, "/v1/status", "").body());
    assertThat(status.path("pending").asInt()).isZero();
    assertThat(get(port, "/v1/accounts/demo/queue", "").statusCode()).isEqualTo(401);
    JsonNode queue = JSON.readTree(get(port, "/v1/accounts/demo/queue", UI_TOKEN).body());
    assertThat(queue.path("queued").asInt()).isZero();
    JsonNode contact = JSON.readTree(get(port, "/v1/contacts/demo/c1", UI_TOKEN).body());
    assertThat(contact.path("state").asText()).isEqualTo("settled");
    assertThat(get(port, "/v1/contacts/demo/nobody", UI_TOKEN).statusCode()).isEqualTo(404);
    assertThat(get(port, "/", UI_TOKEN).body())
        .contains("Contact sync", "demo", "Calls by kind")
        .doesNotContain("@x.cn");
  }

  private JvmCommand command(
      Path directory, StubTokenService tokenService, int port, int management) throws IOException {
    Path callerToken = Files.writeString(directory.resolve("caller.jwt"), "not-checked-here");
    return JvmCommand.ofJar("contact-sync-service", ServiceJar.locate("contact-sync-service"))
        .withEnv("KAFKA_BOOTSTRAP_SERVERS", KAFKA.cluster().bootstrapServers())
        .withEnv("M1_API_URL", SharedSimulator.apiUrl())
        .withEnv("M1_AUTH_URL", SharedSimulator.authUrl())
        .withEnv("TOKEN_SERVICE_URL", tokenService.url())
        .withEnv("M1BRIDGE_CALLER_TOKEN_FILE", callerToken.toAbsolutePath())
        .withEnv("M1BRIDGE_STREAMS_STATE_DIR", directory.resolve("state").toAbsolutePath())
        .withEnv("M1BRIDGE_M1_CALL_TIMEOUT", "5s")
        .withEnv("M1BRIDGE_UI_TOKEN", UI_TOKEN)
        .withEnv("QUARKUS_HTTP_HOST", "127.0.0.1")
        .withEnv("QUARKUS_HTTP_PORT", port)
        .withEnv("QUARKUS_MANAGEMENT_HOST", "127.0.0.1")
        .withEnv("QUARKUS_MANAGEMENT_PORT", management);
  }

  private static void topic(TopicSpec topic) throws Exception {
    try (Admin admin = Admin.create(KAFKA.connection())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic.name(), topic.partitions(), (short) 1)
                      .configs(topic.config())))
          .all()
          .get();
    }
  }

  private static void connectAccount() throws Exception {
    AccountDescriptor descriptor =
        new AccountDescriptor(
            ACCOUNT, "diamond", 4000, AccountDescriptor.State.AUTHORIZED, 1, null, Instant.now());
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            KAFKA.connection(), new StringSerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.ACCOUNTS.name(),
                  AccountPartitioner.partition(ACCOUNT, Topics.ACCOUNTS.partitions()),
                  ACCOUNT,
                  ContractJson.mapper().writeValueAsBytes(descriptor)))
          .get();
    }
  }

  /** Email to what M1 shows of the fields that the feed changes. */
  private Map<String, Map<String, String>> contactsInM1() throws IOException, InterruptedException {
    Map<String, Map<String, String>> contacts = new TreeMap<>();
    for (JsonNode contact : control("GET", "/accounts/demo/contacts")) {
      Map<String, String> fields = new TreeMap<>();
      for (String name : CrmFeed.FIELDS) {
        if (contact.has(name)) {
          fields.put(name, contact.path(name).asText());
        }
      }
      assertThat(contacts.put(contact.path("email").asText(), fields)).as("twice in M1").isNull();
    }
    return contacts;
  }

  private JsonNode control(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(SharedSimulator.control() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(""))
            .build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(path).isBetween(200, 299);
    return answer.body().length == 0 ? JSON.nullNode() : JSON.readTree(answer.body());
  }

  private HttpResponse<String> get(int port, String path, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (!token.isEmpty()) {
      request.header("Authorization", "token " + token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
