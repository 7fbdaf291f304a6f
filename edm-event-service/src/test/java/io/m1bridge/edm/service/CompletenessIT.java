package io.m1bridge.edm.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.CompletenessCertificate;
import io.m1bridge.contracts.CompletenessCheck.Finding;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.testkit.process.KafkaExtension;
import io.m1bridge.testkit.process.SharedSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 * Certificates of the service as it is shipped, read by the subscriber of {@code
 * docs/subscribers.md}: also after a SIGKILL, and after late rows.
 */
class CompletenessIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final String ACCOUNT = "completeness";
  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(120);

  /** Long enough ago that at least one day is over. */
  private static final Duration SENT_AGO = Duration.ofHours(30);

  @Test
  void shouldCertifyWhatASubscriberHas() throws Exception {
    SimulatedAccount m1 = new SimulatedAccount(SharedSimulator.control(), ACCOUNT);
    m1.control().send("POST", "/reset", "");
    m1.send("PUT", "", "{\"clientId\":\"c\",\"secrets\":[\"s\"],\"plan\":\"diamond\"}");
    JsonNode tokens = m1.send("POST", "/tokens/issue", "");
    Instant sent = Instant.now().minus(SENT_AGO);
    m1.send("POST", "/campaigns", campaign(sent));
    connectAccount();
    Path target = Files.createDirectories(Path.of("target"));
    try (StubTokenService tokenService = new StubTokenService(tokens.path("accessToken").asText());
        LocalProcesses processes =
            LocalProcesses.in(Files.createTempDirectory(target, "completeness-"))) {
      int management = FreePort.find();
      ServiceProcess service =
          processes.start(command(processes.directory(), tokenService, management));
      URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
      service.awaitReady(ready, START_WITHIN);
      try (ExampleSubscriber subscriber =
          new ExampleSubscriber(KAFKA.cluster().bootstrapServers(), "completeness-it")) {
        String day = CompletenessCertificate.dayOf(sent).toString();
        CompletenessCertificate first = awaitCounted(subscriber, day, 0);
        assertThat(first.rowsAtM1()).isEqualTo(first.rows());
        assertThat(subscriber.differences()).isEmpty();

        service.sigkill();
        // Late rows show: M1 takes up to 32 hours for three in ten.
        m1.control().send("POST", "/clock/advance", "{\"by\":\"PT20H\"}");
        service.restart();
        service.awaitReady(ready, START_WITHIN);
        CompletenessCertificate later = awaitCounted(subscriber, day, 1);
        assertThat(later.rows()).isEqualTo(first.rows() + later.lateRows());
        assertThat(subscriber.differences()).isEmpty();

        String lost = idOf(subscriber, day);
        subscriber.events().remove(lost);
        assertThat(subscriber.differences()).isEqualTo(Map.of(later.key(), Finding.TOO_FEW));
      }
      assertThat(service.terminate(Duration.ofSeconds(15))).as("stops by itself").isTrue();
    } finally {
      m1.control().send("POST", "/reset", "");
    }
  }

  private static String campaign(Instant sent) {
    return """
        {"recipients": 2000, "createdAt": "%1$s", "sendAt": "%1$s", "duration": "PT20H",
         "lateShare": 0.3, "lateDelay": "PT32H", "equalShare": 0.05, "seed": 5}
        """
        .formatted(sent);
  }

  private static CompletenessCertificate awaitCounted(
      ExampleSubscriber subscriber, String day, long lateRows) {
    await()
        .atMost(SETTLE_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              subscriber.poll();
              return subscriber.certificates().values().stream()
                  .anyMatch(
                      certificate ->
                          certificate.day().toString().equals(day)
                              && certificate.rowsAtM1() != null
                              && certificate.lateRows() >= lateRows);
            });
    return subscriber.certificates().values().stream()
        .filter(certificate -> certificate.day().toString().equals(day))
        .findFirst()
        .orElseThrow();
  }

  private static String idOf(ExampleSubscriber subscriber, String day) {
    return subscriber.events().entrySet().stream()
        .filter(entry -> entry.getValue().occurredAt().toString().startsWith(day))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static JvmCommand command(Path directory, StubTokenService tokenService, int management)
      throws IOException {
    Path callerToken = Files.writeString(directory.resolve("caller.jwt"), "not-checked-here");
    return JvmCommand.ofJar("edm-event-service", ServiceJar.locate("edm-event-service"))
        .withEnv("KAFKA_BOOTSTRAP_SERVERS", KAFKA.cluster().bootstrapServers())
        .withEnv("M1_API_URL", SharedSimulator.apiUrl())
        .withEnv("M1_AUTH_URL", SharedSimulator.authUrl())
        .withEnv("TOKEN_SERVICE_URL", tokenService.url())
        .withEnv("M1BRIDGE_CALLER_TOKEN_FILE", callerToken.toAbsolutePath())
        .withEnv("M1BRIDGE_STREAMS_STATE_DIR", directory.resolve("state").toAbsolutePath())
        .withEnv("M1BRIDGE_EDM_TABLES_ENABLED", "false")
        .withEnv("M1BRIDGE_EDM_POLL_MIN_INTERVAL", "1s")
        .withEnv("M1BRIDGE_EDM_POLL_MAX_INTERVAL", "3s")
        .withEnv("M1BRIDGE_EDM_POLL_DISCOVERY_INTERVAL", "2s")
        .withEnv("M1BRIDGE_EDM_POLL_CERTIFY_AFTER", "1s")
        .withEnv("QUARKUS_HTTP_HOST", "127.0.0.1")
        .withEnv("QUARKUS_HTTP_PORT", FreePort.find())
        .withEnv("QUARKUS_MANAGEMENT_HOST", "127.0.0.1")
        .withEnv("QUARKUS_MANAGEMENT_PORT", management);
  }

  private static void connectAccount() throws Exception {
    TopicSpec topic = Topics.ACCOUNTS;
    try (Admin admin = Admin.create(KAFKA.connection());
        Producer<String, byte[]> producer =
            new KafkaProducer<>(
                KAFKA.connection(), new StringSerializer(), new ByteArraySerializer())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic.name(), topic.partitions(), (short) 1)
                      .configs(topic.config())))
          .all()
          .get();
      AccountDescriptor descriptor =
          new AccountDescriptor(
              ACCOUNT, "diamond", 4000, AccountDescriptor.State.AUTHORIZED, 1, null, Instant.now());
      producer
          .send(
              new ProducerRecord<>(
                  topic.name(),
                  AccountPartitioner.partition(ACCOUNT, topic.partitions()),
                  ACCOUNT,
                  ContractJson.mapper().writeValueAsBytes(descriptor)))
          .get();
    }
  }
}
