package io.m1bridge.contactsync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.testkit.process.KafkaExtension;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Deletes as they were found wrong with real processes: 50 of 90, or all 90, stayed at M1, and
 * every one was reported as done.
 */
class DeletesIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(120);
  private static final List<String> WORLDS =
      List.of(
          "{\"contacts\": {\"pageCap\": 20}}",
          "{\"contacts\": {\"pageCap\": 50}, \"lists\": {\"memberLag\": \"PT8S\"}}");

  private final SyncWorld world = new SyncWorld(KAFKA);

  @AfterEach
  void leaveTheSimulatorAsItWas() throws Exception {
    world.control("POST", "/reset", "");
  }

  @Test
  void shouldReportDeletesAsDoneOnlyWhenTheyAre() throws Exception {
    String token = world.begin();
    CrmFeed crm = new CrmFeed(KAFKA.connection(), SyncWorld.ACCOUNT, 100);
    Path target = Files.createDirectories(Path.of("target"));
    try (StubTokenService tokenService = new StubTokenService(token, SyncWorld.PERMIT_VALIDITY);
        LocalProcesses processes =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-deletes-"));
        ResultReader results = new ResultReader(KAFKA.connection())) {
      int management = FreePort.find();
      ServiceProcess service =
          processes.start(
              world
                  .command(processes.directory(), tokenService, FreePort.find(), management)
                  .withSystemProperty("m1bridge.contact-sync.delete-guard.share", "1"));
      service.awaitReady(
          URI.create("http://127.0.0.1:" + management + "/q/health/ready"), START_WITHIN);
      for (String knobs : WORLDS) {
        world.control("PATCH", "/behaviour", knobs);
        crm.make(100);
        await().atMost(SETTLE_WITHIN).until(() -> results.ends().keySet().equals(crm.valid()));

        Set<String> deletes = crm.delete(90);
        await().atMost(SETTLE_WITHIN).until(() -> results.ends().keySet().equals(crm.valid()));

        assertThat(world.contactsInM1()).as(knobs).hasSize(10).isEqualTo(crm.truth());
        Map<String, Outcome> ends = results.ends();
        assertThat(deletes).allSatisfy(id -> assertThat(ends).containsEntry(id, Outcome.APPLIED));
      }
      assertThat(results.twice()).isEmpty();
      assertThat(results.deadLetters()).isEmpty();
      assertThat(service.terminate(Duration.ofSeconds(15))).as("stops by itself").isTrue();
    }
  }
}
