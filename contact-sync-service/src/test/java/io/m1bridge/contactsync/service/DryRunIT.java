package io.m1bridge.contactsync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.testkit.process.KafkaExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The service as it is shipped, first in a dry run, then not. */
@Tag("slow")
class DryRunIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(120);

  private final JsonHttp http = new JsonHttp();

  @Test
  void shouldShowThePlanAndSendItAfterwards() throws Exception {
    SyncWorld world = new SyncWorld(KAFKA);
    String token = world.begin();
    Path target = Files.createDirectories(Path.of("target"));
    try (StubTokenService tokenService = new StubTokenService(token, SyncWorld.PERMIT_VALIDITY);
        LocalProcesses processes =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-dry-run-"));
        LocalProcesses afterwards =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-sending-"));
        ResultReader results = new ResultReader(KAFKA.connection())) {
      CrmFeed crm = new CrmFeed(KAFKA.connection(), SyncWorld.ACCOUNT, 100, results.promise());
      crm.make(100);
      int port = FreePort.find();
      int management = FreePort.find();
      URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
      JvmCommand sending = world.command(processes.directory(), tokenService, port, management);
      JvmCommand trying = sending.withSystemProperty("m1bridge.contact-sync.dry-run", "true");
      ServiceProcess dry = processes.start(trying);
      dry.awaitReady(ready, START_WITHIN);
      await().atMost(SETTLE_WITHIN).until(() -> newContacts(port) == 100);

      assertThat(get(port, "/").body())
          .contains("Dry run: ", "Would be sent", "Planned call", "<td>add</td>")
          .doesNotContain("@x.cn");
      assertThat(world.status(port).path("pending").asInt()).isEqualTo(100);
      assertThat(world.contactsInM1()).isEmpty();
      assertThat(dry.terminate(Duration.ofSeconds(15))).as("stops by itself").isTrue();
      assertThat(results.ends()).isEmpty();

      ServiceProcess service = afterwards.start(sending);
      service.awaitReady(ready, START_WITHIN);
      await().atMost(SETTLE_WITHIN).until(() -> results.promise().state().complete());
      assertThat(results.ends()).hasSize(100);
      assertThat(world.mismatches(crm.truth())).isEmpty();
      assertThat(get(port, "/v1/accounts/demo/plan").status()).isEqualTo(409);
      JsonNode forecast = get(port, "/v1/accounts/demo/queue").json().path("forecast");
      assertThat(forecast.path("contacts").asInt()).isEqualTo(100);
      assertThat(forecast.path("drainSeconds").asInt(-1)).isZero();
      assertThat(get(port, "/").body())
          .contains("Time to drain", "Days until the limit", "<dd>0 ms");
    }
  }

  private int newContacts(int port) throws IOException {
    Answer answer = get(port, "/v1/accounts/demo/plan");
    int sum = 0;
    if (answer.status() == 200) {
      for (JsonNode call : answer.json().path("calls")) {
        sum += call.path("newContacts").asInt();
      }
    }
    return sum;
  }

  private Answer get(int port, String path) throws IOException {
    return http.get(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "token " + SyncWorld.UI_TOKEN)
        .answer();
  }
}
