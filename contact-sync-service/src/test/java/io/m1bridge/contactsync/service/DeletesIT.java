package io.m1bridge.contactsync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.testkit.process.KafkaExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Deletes as they were found wrong with real processes: 50 of 90, or all 90, stayed at M1, and
 * every one was reported as done. They are too many to be meant: a person approves them, once by
 * REST, once by the page.
 */
@Tag("slow")
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
    Path target = Files.createDirectories(Path.of("target"));
    try (StubTokenService tokenService = new StubTokenService(token, SyncWorld.PERMIT_VALIDITY);
        LocalProcesses processes =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-deletes-"));
        ResultReader results = new ResultReader(KAFKA.connection())) {
      CrmFeed crm = new CrmFeed(KAFKA.connection(), SyncWorld.ACCOUNT, 100, results.promise());
      int port = FreePort.find();
      int management = FreePort.find();
      Operator operator = new Operator(port);
      ServiceProcess service =
          processes.start(
              world
                  .command(processes.directory(), tokenService, port, management)
                  .withSystemProperty("m1bridge.contact-sync.delete-guard.count", "10"));
      service.awaitReady(
          URI.create("http://127.0.0.1:" + management + "/q/health/ready"), START_WITHIN);
      for (String knobs : WORLDS) {
        world.control("PATCH", "/behaviour", knobs);
        crm.make(100);
        await().atMost(SETTLE_WITHIN).until(() -> results.promise().state().complete());

        Set<String> deletes = crm.delete(90);
        await()
            .atMost(SETTLE_WITHIN)
            .until(() -> allAreHeld(operator, results.promise().state().changes()));
        assertThat(world.contactsInM1()).as("before anybody approved").hasSizeGreaterThan(10);
        approve(operator, knobs.equals(WORLDS.get(0)));
        await().atMost(SETTLE_WITHIN).until(() -> results.promise().state().complete());

        assertThat(crm.truth()).hasSize(10);
        assertThat(world.mismatches(crm.truth())).as(knobs).isEmpty();
        Map<String, Outcome> ends = results.ends();
        assertThat(deletes).allSatisfy(id -> assertThat(ends).containsEntry(id, Outcome.APPLIED));
      }
      assertThat(results.promise().state().unsettled()).isZero();
      assertThat(service.terminate(Duration.ofSeconds(15))).as("stops by itself").isTrue();
    }
  }

  /** All changes were read, and what is not settled waits for a person. */
  private static boolean allAreHeld(Operator operator, int changes) throws IOException {
    JsonNode queue = operator.queue(SyncWorld.ACCOUNT);
    return operator.status().path("accepted").asInt() == changes
        && queue.path("heldDeletes").asInt() > 0
        && queue.path("heldDeletes").asInt() == queue.path("pending").asInt();
  }

  private static void approve(Operator operator, boolean byRest) throws IOException {
    if (byRest) {
      assertThat(operator.stranger(SyncWorld.ACCOUNT, "approve").status()).isEqualTo(401);
      Answer unknown = operator.command("nobody", "approve");
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(unknown.json().path("type").asText()).endsWith("unknown-account");
      assertThat(operator.command(SyncWorld.ACCOUNT, "erase").json().path("type").asText())
          .endsWith("unknown-action");
      assertThat(
              operator.command(SyncWorld.ACCOUNT, "reset-incarnation").json().path("type").asText())
          .endsWith("same-incarnation");
      Answer accepted = operator.command(SyncWorld.ACCOUNT, "approve");
      assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
      assertThat(accepted.json().path("topic").asText()).isEqualTo("contact-sync.commands");
      assertThat(accepted.json().path("offset").asLong()).isZero();
      assertThat(accepted.json().path("by").asText()).isEqualTo("a person with the token");
    } else {
      assertThat(operator.page())
          .contains("/ui/accounts/demo/approve/proposal", "/ui/accounts/demo/pause");
      assertThat(operator.button(SyncWorld.ACCOUNT, "approve", "https://evil.example").status())
          .isEqualTo(403);
      Answer told = operator.button(SyncWorld.ACCOUNT, "approve/proposal", operator.origin());
      assertThat(told.status()).as(told.body()).isEqualTo(200);
      assertThat(told.body()).contains("contacts of demo are deleted in M1", "Nothing was done");
      assertThat(operator.queue(SyncWorld.ACCOUNT).path("heldDeletes").asInt())
          .as("told, not done")
          .isPositive();
      Answer done = operator.confirmed(SyncWorld.ACCOUNT, "approve", "");
      assertThat(done.status()).as(done.body()).isEqualTo(303);
      assertThat(done.header("Location")).contains("/?sent=approve&account=demo");
    }
  }
}
