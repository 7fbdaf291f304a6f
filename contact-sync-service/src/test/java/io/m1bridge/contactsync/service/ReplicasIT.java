package io.m1bridge.contactsync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.testkit.process.KafkaExtension;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two replicas: whichever is asked, the one that owns the account answers. */
class ReplicasIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final Duration START_WITHIN = Duration.ofSeconds(90);
  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(120);
  private static final List<String> QUESTIONS =
      List.of(
          "/v1/accounts/demo/queue",
          "/v1/accounts/demo/undelivered?limit=10",
          "/accounts/demo/undelivered");

  private final SyncWorld world = new SyncWorld(KAFKA);
  private final JsonHttp http = new JsonHttp();

  @Test
  void shouldAnswerAtAnyReplica() throws Exception {
    String token = world.begin();
    Path target = Files.createDirectories(Path.of("target"));
    try (StubTokenService tokenService = new StubTokenService(token, SyncWorld.PERMIT_VALIDITY);
        LocalProcesses one =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-one-"));
        LocalProcesses other =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-other-"));
        ResultReader results = new ResultReader(KAFKA.connection())) {
      Map<Integer, ServiceProcess> replicas = new HashMap<>();
      for (LocalProcesses processes : List.of(one, other)) {
        int port = FreePort.find();
        replicas.put(port, start(processes, tokenService, port));
      }
      CrmFeed crm = new CrmFeed(KAFKA.connection(), SyncWorld.ACCOUNT, 20, results.promise());
      crm.make(20);
      await().atMost(SETTLE_WITHIN).until(() -> results.promise().state().complete());

      for (int port : replicas.keySet()) {
        await()
            .atMost(SETTLE_WITHIN)
            .untilAsserted(
                () ->
                    assertThat(QUESTIONS)
                        .allSatisfy(
                            question -> assertThat(get(port, question).status()).isEqualTo(200)));
        assertThat(get(port, "/").body()).contains("<h2>demo</h2>");
        assertThat(get(port, "/v1/accounts").json().size()).isEqualTo(1);
        assertThat(get(port, "/v1/accounts/else/queue").status()).isEqualTo(404);
        assertThat(strangers(port)).as("without signing in").isEqualTo(401);
      }
      int owner = owner(replicas.keySet().stream().toList());
      int left = replicas.keySet().stream().filter(port -> port != owner).findFirst().orElseThrow();
      replicas.get(owner).sigkill();
      List<Integer> statuses = new ArrayList<>();
      await()
          .atMost(SETTLE_WITHIN)
          .until(
              () -> {
                Answer answer = get(left, QUESTIONS.get(0));
                statuses.add(answer.status());
                assertThat(answer.status() == 200 || answer.header("Retry-After").isPresent())
                    .isTrue();
                return answer.status() == 200 && isOwner(left);
              });
      assertThat(statuses).containsOnly(200, 503);
    }
  }

  private ServiceProcess start(LocalProcesses processes, StubTokenService tokenService, int port)
      throws Exception {
    int management = FreePort.find();
    JvmCommand command =
        world
            .command(processes.directory(), tokenService, port, management)
            .withSystemProperty("m1bridge.streams.application-server", "127.0.0.1:" + port);
    ServiceProcess service = processes.start(command);
    service.awaitReady(
        URI.create("http://127.0.0.1:" + management + "/q/health/ready"), START_WITHIN);
    return service;
  }

  private int owner(List<Integer> ports) throws Exception {
    for (int port : ports) {
      if (isOwner(port)) {
        return port;
      }
    }
    throw new AssertionError("No replica owns the account");
  }

  /** A question that was sent on already is answered by the owner only. */
  private boolean isOwner(int port) throws Exception {
    return question(port, QUESTIONS.get(0)).header("M1bridge-Forwarded", "1").answer().status()
        == 200;
  }

  private Answer get(int port, String path) throws Exception {
    return question(port, path).answer();
  }

  private int strangers(int port) throws Exception {
    return http.get(URI.create("http://127.0.0.1:" + port + QUESTIONS.get(0))).answer().status();
  }

  private JsonHttp.Call question(int port, String path) {
    return http.get(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "token " + SyncWorld.UI_TOKEN)
        .header("Accept", path.startsWith("/v1") ? "application/json" : "text/html");
  }
}
