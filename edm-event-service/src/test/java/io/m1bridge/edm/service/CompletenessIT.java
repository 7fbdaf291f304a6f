package io.m1bridge.edm.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.CompletenessCertificate;
import io.m1bridge.contracts.CompletenessCheck.Finding;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.testkit.process.KafkaExtension;
import io.m1bridge.testkit.process.SharedSimulator;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Certificates of the service as it is shipped, read by the subscriber of {@code
 * docs/subscribers.md}: also after a SIGKILL, and after late rows, which come when all others have
 * left the ledger.
 */
class CompletenessIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final String ACCOUNT = "completeness";
  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(120);

  /** Long enough ago that at least one day is over. */
  private static final Duration SENT_AGO = Duration.ofHours(30);

  private static final String AWAY = "The rows of a campaign at rest have left the ledger";

  @Test
  void shouldCertifyWhatASubscriberHas() throws Exception {
    SimulatedAccount m1 = new SimulatedAccount(SharedSimulator.control(), ACCOUNT);
    m1.control().send("POST", "/reset", "");
    m1.send("PUT", "", "{\"clientId\":\"c\",\"secrets\":[\"s\"],\"plan\":\"diamond\"}");
    JsonNode tokens = m1.send("POST", "/tokens/issue", "");
    Instant sent = Instant.now().minus(SENT_AGO);
    m1.send("POST", "/campaigns", campaign(sent));
    EdmProcess.connect(KAFKA, ACCOUNT);
    Path target = Files.createDirectories(Path.of("target"));
    try (StubTokenService tokenService = new StubTokenService(tokens.path("accessToken").asText());
        LocalProcesses processes =
            LocalProcesses.in(Files.createTempDirectory(target, "completeness-"))) {
      int management = FreePort.find();
      ServiceProcess service =
          processes.start(
              EdmProcess.command(
                      KAFKA, processes.directory(), tokenService, FreePort.find(), management)
                  .withEnv("M1BRIDGE_EDM_TABLES_ENABLED", "false")
                  .withEnv("M1BRIDGE_EDM_POLL_CERTIFY_AFTER", "1s")
                  .withEnv("M1BRIDGE_EDM_POLL_FULL_READS", "1d")
                  .withEnv("M1BRIDGE_EDM_POLL_FULL_READ_PAUSE", "1s")
                  .withEnv("M1BRIDGE_EDM_POLL_PUT_AWAY_AFTER", "1s"));
      URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
      service.awaitReady(ready, START_WITHIN);
      try (ExampleSubscriber subscriber =
          new ExampleSubscriber(KAFKA.cluster().bootstrapServers(), "completeness-it")) {
        String day = CompletenessCertificate.dayOf(sent).toString();
        CompletenessCertificate first = awaitCounted(subscriber, day, 0);
        assertThat(first.rowsAtM1()).isEqualTo(first.rows());
        assertThat(subscriber.differences()).isEmpty();

        await()
            .atMost(SETTLE_WITHIN)
            .untilAsserted(() -> assertThat(Files.readString(service.logFile())).contains(AWAY));
        service.sigkill();
        // Late rows show: M1 takes up to 32 hours for three in ten.
        m1.control().send("POST", "/clock/advance", "{\"by\":\"PT20H\"}");
        service.restart();
        service.awaitReady(ready, START_WITHIN);
        CompletenessCertificate later = awaitCounted(subscriber, day, 1);
        assertThat(later.rows()).isEqualTo(first.rows() + later.lateRows());
        assertThat(subscriber.differences()).isEmpty();

        assertThat(Files.readString(service.logFile())).contains("Ledgers were refilled");

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
}
