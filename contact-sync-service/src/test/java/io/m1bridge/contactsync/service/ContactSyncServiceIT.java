package io.m1bridge.contactsync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.guarantee.OneTerminalResult;
import io.m1bridge.guarantee.PerContactOrder;
import io.m1bridge.process.FreePort;
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
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The service as it is shipped, on a real Kafka, against the simulator: whatever happens to the
 * process, M1 ends as the CRM, and every change ends exactly once.
 */
@Tag("slow")
class ContactSyncServiceIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(180);

  private final JsonHttp http = new JsonHttp();

  @Test
  void shouldMakeM1EqualTheCrmAlsoWhenKilled() throws Exception {
    SyncWorld world = new SyncWorld(KAFKA);
    String token = world.begin();
    Path target = Files.createDirectories(Path.of("target"));
    try (StubTokenService tokenService = new StubTokenService(token, SyncWorld.PERMIT_VALIDITY);
        LocalProcesses processes =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-service-"));
        ResultReader results = new ResultReader(KAFKA.connection())) {
      CrmFeed crm = new CrmFeed(KAFKA.connection(), SyncWorld.ACCOUNT, 600, results.promise());
      PerContactOrder order = new PerContactOrder();
      crm.make(600);
      crm.change(1_400);
      int port = FreePort.find();
      int management = FreePort.find();
      ServiceProcess service =
          processes.start(world.command(processes.directory(), tokenService, port, management));
      URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
      service.awaitReady(ready, START_WITHIN);
      await().atMost(SETTLE_WITHIN).until(() -> results.ends().size() >= 600);
      for (int kill = 0; kill < 3; kill++) {
        crm.change(500);
        int enough = results.ends().size() + 50 * kill;
        await()
            .atMost(SETTLE_WITHIN)
            .until(
                () -> {
                  world.look(order);
                  return results.ends().size() > enough;
                });
        service.sigkill();
        service.restart();
        service.awaitReady(ready, START_WITHIN);
      }
      await()
          .atMost(SETTLE_WITHIN)
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                world.look(order);
                return results.promise().state().complete();
              });

      assertThat(order.violations()).isEmpty();
      OneTerminalResult.State ended = results.promise().state();
      assertThat(ended.changes()).isEqualTo(600 + 1_400 + 3 * 500);
      assertThat(ended.unsettled()).isZero();
      assertThat(results.ends()).as("of valid ones").hasSize(ended.changes() - ended.deadLetters());
      assertThat(world.mismatches(crm.truth())).isEmpty();
      JsonNode calls = world.control("GET", "/accounts/demo/calls/summary", "");
      System.out.printf(
          "contact-sync-service: start %d ms; %d changes of 600 contacts with three kills; calls %s%n",
          service.startMillis(), ended.changes(), calls.path("byPath"));
      assertPeopleSeeIt(port);
      assertReplayChangesNothing(port, ended.deadLetters());
      assertThat(world.mismatches(crm.truth())).isEmpty();
      assertThat(service.terminate(Duration.ofSeconds(15))).as("stops by itself").isTrue();
      assertThat(Files.readString(service.logFile())).doesNotContain("@x.cn", "access_token");
    }
  }

  private void assertPeopleSeeIt(int port) throws IOException {
    JsonNode status = get(port, "/v1/status", "").json();
    assertThat(status.path("pending").asInt()).isZero();
    assertThat(get(port, "/v1/accounts/demo/queue", "").status()).isEqualTo(401);
    JsonNode queue = get(port, "/v1/accounts/demo/queue", SyncWorld.UI_TOKEN).json();
    assertThat(queue.path("queued").asInt()).isZero();
    JsonNode contact = get(port, "/v1/contacts/demo/c1", SyncWorld.UI_TOKEN).json();
    assertThat(contact.path("state").asText()).isEqualTo("settled");
    assertThat(contact.path("steps").path(0).path("what").asText()).isEqualTo("settled");
    assertThat(get(port, "/v1/contacts/demo/c1", "").status()).isEqualTo(401);
    assertThat(get(port, "/accounts/demo/contacts", "").body()).doesNotContain("Find it");
    URI form = URI.create("http://127.0.0.1:" + port + "/ui/accounts/demo/contacts");
    assertThat(http.post(form).form("contact=c1").answer().body()).doesNotContain("c1");
    assertThat(get(port, "/v1/contacts/demo/nobody", SyncWorld.UI_TOKEN).status()).isEqualTo(404);
    assertThat(get(port, "/v1/accounts/demo/undelivered", "").status()).isEqualTo(401);
    assertThat(get(port, "/v1/accounts/demo/undelivered?limit=0", SyncWorld.UI_TOKEN).status())
        .isEqualTo(400);
    JsonNode list = get(port, "/v1/accounts/demo/undelivered", SyncWorld.UI_TOKEN).json();
    assertThat(list.path("contacts")).hasSize(list.path("total").asInt());
    assertThat(list.path("total").asLong()).isEqualTo(queue.path("undelivered").asLong());
    assertThat(get(port, "/accounts/demo/undelivered", "").body()).doesNotContain("What next");
    assertThat(get(port, "/accounts/demo/undelivered", SyncWorld.UI_TOKEN).body())
        .contains("Not delivered: demo");
    assertThat(get(port, "/", SyncWorld.UI_TOKEN).body())
        .contains("Contact sync", "demo", "Calls by kind")
        .doesNotContain("@x.cn");
  }

  /** All of it is unreadable still, or followed by a change that was taken. */
  private void assertReplayChangesNothing(int port, int letters) throws IOException {
    URI at = URI.create("http://127.0.0.1:" + port + "/v1/accounts/demo/replay");
    assertThat(http.post(at).json(Map.of()).answer().status()).isEqualTo(401);
    assertThat(get(port, "/v1/accounts/demo/replay", SyncWorld.UI_TOKEN).status()).isEqualTo(404);
    JsonNode counted = replay(port, at, Map.of("dryRun", true));
    assertThat(counted.path("read").asInt()).isEqualTo(letters);
    assertThat(counted.path("sent").asInt()).isZero();
    JsonNode replayed = replay(port, at, Map.of());
    assertThat(replayed.path("sent").asInt())
        .isPositive()
        .isEqualTo(counted.path("matching").asInt());
    await()
        .atMost(SETTLE_WITHIN)
        .until(() -> get(port, "/v1/status", "").json().path("pending").asInt() == 0);
  }

  private JsonNode replay(int port, URI at, Map<String, Object> body) throws IOException {
    http.post(at).header("Authorization", "token " + SyncWorld.UI_TOKEN).json(body).ok();
    return await()
        .atMost(SETTLE_WITHIN)
        .until(
            () -> get(port, "/v1/accounts/demo/replay", SyncWorld.UI_TOKEN).json(),
            it -> it.path("state").asText().equals("done"));
  }

  private Answer get(int port, String path, String token) throws IOException {
    JsonHttp.Call call = http.get(URI.create("http://127.0.0.1:" + port + path));
    return (token.isEmpty() ? call : call.header("Authorization", "token " + token)).answer();
  }
}
