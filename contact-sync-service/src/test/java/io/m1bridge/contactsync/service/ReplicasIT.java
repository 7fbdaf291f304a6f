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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two replicas: whichever is asked, the one that owns the account answers. */
@Tag("slow")
class ReplicasIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final Duration START_WITHIN = Duration.ofSeconds(90);
  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(120);
  private static final List<String> QUESTIONS =
      List.of(
          "/v1/accounts/demo/queue",
          "/v1/accounts/demo/undelivered?limit=10",
          "/accounts/demo/undelivered",
          "/v1/contacts/demo/c1",
          "/accounts/demo/contacts",
          "/accounts/demo",
          "/v1/accounts/demo/dead-letters",
          "/accounts/demo/dead-letters",
          "/accounts/demo/replay",
          "/v1/accounts/demo/history",
          "/accounts/demo/m1");
  private final ReplayedAnywhere replay = new ReplayedAnywhere(KAFKA.connection());
  private final ButtonsAnywhere buttons = new ButtonsAnywhere();
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
        assertThat(get(port, "/").body()).contains(">demo</a></h2>");
        assertThat(get(port, "/v1/accounts").json().size()).isEqualTo(1);
        assertThat(get(port, "/v1/sums").json().path("settled").asInt()).isEqualTo(20);
        assertThat(get(port, "/v1/accounts/else/queue").status()).isEqualTo(404);
        assertThat(get(port, "/v1/contacts/demo/nobody").status()).isEqualTo(404);
        assertThat(get(port, "/v1/contacts/demo/c1").body()).contains("settled", "acknowledged");
        assertThat(form(port, "contacts", "contact=c1").body()).contains("As M1 shows it now");
        assertThat(strangers(port)).as("without signing in").isEqualTo(401);
      }
      assertTellAPrice(replicas.keySet().stream().toList());
      assertShowAndChangeTheAccountAtM1(replicas.keySet().stream().toList());
      replay.assertKnownAtBoth(replicas.keySet().stream().toList());
      int owner = owner(replicas.keySet().stream().toList());
      int left = replicas.keySet().stream().filter(port -> port != owner).findFirst().orElseThrow();
      assertThat(get(left, "/").body()).doesNotContain("id=\"missing\"");
      buttons.assertFindAtAny(left, owner);
      String told = buttons.assertAskFirst(left, owner);
      replicas.get(owner).sigkill();
      buttons.assertActWithoutTheOwner(left, told);
      assertThat(get(left, "/").body())
          .as("it is of the group until Kafka gives it up")
          .contains("The accounts of 1 replica are missing");
      assertThat(get(left, "/v1/accounts").header("M1bridge-Missing-Replicas")).contains("1");
      assertThat(get(left, "/v1/sums").header("M1bridge-Missing-Replicas")).contains("1");
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

  /** Begun here, gone on with there: the owner makes it, by the contacts that it has. */
  private void assertTellAPrice(List<Integer> ports) throws Exception {
    String prices = "/v1/accounts/demo/prices";
    assertThat(send(ports.get(0), prices, "application/yaml", "format: jsn").status())
        .isEqualTo(400);
    assertThat(
            http.post(URI.create("http://127.0.0.1:" + ports.get(0) + prices))
                .body("application/yaml", new byte[0])
                .answer()
                .status())
        .as("without signing in")
        .isEqualTo(401);
    assertThat(send(ports.get(0), "/v1/accounts/else/prices", "application/yaml", "").status())
        .isEqualTo(404);
    Answer begun =
        send(
            ports.get(0),
            prices,
            "application/yaml",
            "{format: json, key: id, contact: {fields: {email: mail, city: town}}}");
    assertThat(begun.status()).as(begun.body()).isEqualTo(201);
    String rows = prices + "/" + begun.json().path("price").asText() + "/rows";
    String known = "{\"id\":\"c1\",\"mail\":\"moved@x.cn\",\"town\":\"上海\"}\n";
    String news = "{\"id\":\"n1\",\"mail\":\"n1@x.cn\"}\n{\"id\":\"n2\",\"mail\":\"none\"}\n";

    Answer next = send(ports.get(1), rows + "?first=1", "application/x-ndjson", known);
    assertThat(next.json().path("next").asInt()).as(next.body()).isEqualTo(2);
    assertThat(send(ports.get(0), rows + "?first=1", "application/x-ndjson", known).status())
        .as("sent again")
        .isEqualTo(409);
    Answer told = send(ports.get(0), rows + "?first=2&last=true", "application/x-ndjson", news);
    assertThat(told.status()).as(told.body()).isEqualTo(200);
    JsonNode price = told.json();
    assertThat(price.path("contacts").path("adds").asInt()).as(told.body()).isEqualTo(2);
    assertThat(price.path("contacts").path("deletes").asInt()).as("c1 moves").isEqualTo(1);
    assertThat(price.path("rows").path("refused").path(0).path("first").path(0).asInt())
        .isEqualTo(3);
    assertThat(price.path("calls").path("perHour").asInt()).isPositive();
    assertThat(told.body()).doesNotContain("x.cn", "c1", "n1");
    assertThat(send(ports.get(0), rows + "?first=4", "application/x-ndjson", "").status())
        .as("it has ended")
        .isEqualTo(404);
    assertGiveUpPrices(ports, prices);
    byte[] large = new byte[11 << 20];
    assertThat(
            question(ports.get(0), rows, "POST")
                .body("application/x-ndjson", large)
                .answer()
                .status())
        .isEqualTo(413);
  }

  /** A replica makes two at a time; any of them can be given up, wherever it is asked. */
  private void assertGiveUpPrices(List<Integer> ports, String prices) throws Exception {
    String one = begun(ports.get(0), prices);
    begun(ports.get(1), prices);
    assertThat(send(ports.get(0), prices, "application/yaml", "").status()).isEqualTo(429);
    assertThat(
            http.call("DELETE", URI.create("http://127.0.0.1:" + ports.get(0) + prices + "/" + one))
                .answer()
                .status())
        .as("without signing in")
        .isEqualTo(401);
    for (int port : ports) {
      assertThat(question(port, prices + "/" + one, "DELETE").answer().status()).isEqualTo(204);
    }
    assertThat(
            send(ports.get(0), prices + "/" + one + "/rows", "application/x-ndjson", "").status())
        .isEqualTo(404);
    begun(ports.get(1), prices);
  }

  private String begun(int port, String prices) throws Exception {
    Answer begun = send(port, prices, "application/yaml", "");
    assertThat(begun.status()).as(begun.body()).isEqualTo(201);
    return begun.json().path("price").asText();
  }

  /** Told here, made there: the owner asks M1. */
  private void assertShowAndChangeTheAccountAtM1(List<Integer> ports) throws Exception {
    String m1 = "/v1/accounts/demo/m1";
    String asked = "{\"action\":\"add-group\",\"name\":\"贵宾\"}";
    assertThat(
            http.post(URI.create("http://127.0.0.1:" + ports.get(0) + m1 + "/changes"))
                .body("application/json", asked.getBytes(StandardCharsets.UTF_8))
                .answer()
                .status())
        .as("without signing in")
        .isEqualTo(401);
    Answer told = send(ports.get(0), m1 + "/changes", "application/json", asked);
    assertThat(told.status()).as(told.body()).isEqualTo(200);
    assertThat(told.json().path("says").asText()).contains("贵宾");
    String confirmation = m1 + "/changes/" + told.json().path("confirmation").asText();
    assertThat(get(ports.get(1), m1 + "/groups").body()).doesNotContain("贵宾");
    Answer done = question(ports.get(1), confirmation, "POST").answer();
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(done.json().path("calls").asInt()).as("looked at again, then made").isEqualTo(2);
    assertThat(question(ports.get(0), confirmation, "POST").answer().status()).isEqualTo(404);
    assertThat(get(ports.get(0), "/v1/accounts/demo/m1/contacts/c1").status())
        .as("M1's id is not known yet")
        .isEqualTo(409);
    assertThat(
            send(
                    ports.get(0),
                    "/v1/accounts/demo/commands",
                    "application/json",
                    "{\"action\":\"reconcile\"}")
                .status())
        .isEqualTo(202);
    for (int port : ports) {
      for (String list : List.of("/groups?search=%E8%B4%B5", "/fields", "/tags", "/properties")) {
        JsonNode shown = get(port, m1 + list).json();
        assertThat(shown.path("calls").asInt()).as(list + " " + shown).isEqualTo(1);
      }
      assertThat(get(port, m1 + "/groups").body()).contains("贵宾");
      assertThat(get(port, "/accounts/demo/m1?show=groups").body()).contains("<td>贵宾</td>");
      await().atMost(SETTLE_WITHIN).until(() -> get(port, m1 + "/contacts/c1").status() == 200);
      assertThat(get(port, m1 + "/contacts/c1").json().path("differing").asInt()).isZero();
      assertThat(form(port, "m1/contact", "contact=c1").body())
          .contains("M1 shows what the CRM wants");
      assertThat(form(port, "m1/changes", "action=delete-group&name=%E8%B4%B5%E5%AE%BE").body())
          .contains("its 0 contacts stay");
      assertThat(get(port, m1 + "/contacts/nobody").status()).isEqualTo(404);
    }
  }

  private Answer send(int port, String path, String type, String body) throws Exception {
    return question(port, path, "POST").body(type, body.getBytes(StandardCharsets.UTF_8)).answer();
  }

  private Answer form(int port, String action, String fields) throws Exception {
    return question(port, "/ui/accounts/demo/" + action, "POST").form(fields).answer();
  }

  private ServiceProcess start(LocalProcesses processes, StubTokenService tokenService, int port)
      throws Exception {
    int management = FreePort.find();
    JvmCommand command =
        world
            .command(processes.directory(), tokenService, port, management)
            .withSystemProperty("m1bridge.contact-sync.replay.records-per-second", "1")
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
    return question(port, path, "GET");
  }

  private JsonHttp.Call question(int port, String path, String method) {
    return http.call(method, URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "token " + SyncWorld.UI_TOKEN)
        .header("Accept", path.startsWith("/v1") ? "application/json" : "text/html");
  }
}
