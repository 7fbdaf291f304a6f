package io.m1bridge.edm.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A second replica beside a running one: whichever is asked, the owner answers. */
final class AnyReplica {

  private static final String MISSING = "M1bridge-Missing-Replicas";
  private static final Duration WITHIN = Duration.ofSeconds(90);

  /** They are spread over the partitions, and so over the replicas. */
  private static final int RECIPIENTS = 8;

  private final JsonHttp http = new JsonHttp();
  private final KafkaExtension kafka;
  private final String uiToken;
  private final List<String> recipients;

  /**
   * @param events that were published
   */
  AnyReplica(KafkaExtension kafka, String uiToken, List<ConsumerRecord<String, byte[]>> events) {
    this.kafka = kafka;
    this.uiToken = uiToken;
    this.recipients =
        events.stream()
            .filter(event -> EngagementReader.header(event, "ce_type").contains("opened"))
            .map(ConsumerRecord::key)
            .distinct()
            .limit(RECIPIENTS)
            .toList();
  }

  void check(StubTokenService tokenService, int port) throws IOException {
    List<String> questions = questions(port);
    Path directory = Files.createTempDirectory(Path.of("target"), "edm-service-other-");
    try (LocalProcesses processes = LocalProcesses.in(directory)) {
      int other = FreePort.find();
      int management = FreePort.find();
      ServiceProcess service =
          processes.start(
              EdmProcess.command(kafka, directory, tokenService, other, management)
                  .withSystemProperty("m1bridge.streams.application-server", "127.0.0.1:" + other)
                  .withEnv("M1BRIDGE_UI_TOKEN", uiToken));
      service.awaitReady(URI.create("http://127.0.0.1:" + management + "/q/health/ready"), WITHIN);
      for (int asked : new int[] {port, other}) {
        // While tasks move an answer may be 503, and a list without what moves.
        await().atMost(WITHIN).untilAsserted(() -> assertAnswers(asked, questions));
        assertThat(get(asked, "/v1/accounts/demo/recipients/nobody@example.org").status())
            .isEqualTo(404);
        assertThat(get(asked, "/v1/accounts/else/campaigns/7").status()).isEqualTo(404);
        assertThat(http.get(uri(asked, questions.get(0))).answer().status()).isEqualTo(401);
        assertThat(pollNow(asked, "demo").status()).isEqualTo(404);
        assertThat(pollNow(asked, "else").status()).isEqualTo(404);
        assertObeys(asked, port, other);
        assertCountsLetters(asked, port, other);
      }
      assertThat(isOwner(port, questions.get(0)) || isOwner(other, questions.get(0))).isTrue();
      assertTellsWhoIsMissing(service, port);
    }
  }

  /** The other one is killed: it is of the group until Kafka gives it up. */
  private void assertTellsWhoIsMissing(ServiceProcess other, int port) throws IOException {
    assertThat(get(port, "/v1/campaigns").header(MISSING)).isEmpty();
    other.sigkill();
    assertThat(get(port, "/v1/campaigns").header(MISSING)).contains("1");
    assertThat(get(port, "/").body()).contains("The accounts of 1 replica are missing");
  }

  /** About each of the campaigns, and about some recipients. */
  private List<String> questions(int port) throws IOException {
    List<String> questions = new ArrayList<>();
    recipients.forEach(address -> questions.add("/v1/accounts/demo/recipients/" + address));
    for (JsonNode campaign : get(port, "/v1/campaigns").json()) {
      String path = "/v1/accounts/demo/campaigns/" + campaign.path("campaignId").asText();
      questions.addAll(List.of(path, path + "/stats", path.replace("/v1/", "/ui/")));
    }
    assertThat(questions).hasSize(RECIPIENTS + 9);
    return questions;
  }

  private void assertAnswers(int asked, List<String> questions) throws IOException {
    assertThat(questions)
        .allSatisfy(question -> assertThat(get(asked, question).status()).isEqualTo(200));
    assertThat(get(asked, "/v1/accounts").json()).hasSize(1);
    assertThat(get(asked, "/v1/campaigns?sort=opened&limit=2").json()).hasSize(2);
    assertThat(get(asked, "/").body()).contains("Rows published", "邮件主题");
  }

  /** A command that one replica takes is obeyed by the owner, and both tell how far it is. */
  private void assertObeys(int asked, int... replicas) throws IOException {
    String to = asked == replicas[0] ? "2040-01-01" : "2041-01-01";
    Answer accepted =
        http.post(uri(asked, "/v1/accounts/demo/commands"))
            .header("Authorization", "token " + uiToken)
            .json("{\"action\":\"backfill\",\"from\":\"2020-01-01\",\"to\":\"" + to + "\"}")
            .answer();
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    JsonNode written = accepted.json();
    assertThat(written.path("by").asText()).isEqualTo("a person with the token");
    for (int replica : replicas) {
      await()
          .atMost(WITHIN)
          .untilAsserted(
              () -> {
                JsonNode backfill = get(replica, "/v1/accounts/demo/backfill").json();
                assertThat(backfill.path("to")).isEqualTo(written.path("arguments").path("to"));
                assertThat(backfill.path("state").asText()).isEqualTo("done");
                assertThat(backfill.path("campaigns").asInt()).isEqualTo(3);
              });
    }
  }

  /** The owner counts them, and whoever is asked tells how many. */
  private void assertCountsLetters(int asked, int... replicas) throws IOException {
    JsonNode letters = get(asked, "/v1/accounts/demo/dead-letters?counted=true").json();
    assertThat(letters.path("whole").asBoolean()).as(letters.toString()).isTrue();
    assertThat(letters.path("letters")).isEmpty();
    Answer begun =
        http.post(uri(asked, "/v1/accounts/demo/replay"))
            .header("Authorization", "token " + uiToken)
            .json("{\"dryRun\":true}")
            .answer();
    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    for (int replica : replicas) {
      await()
          .atMost(WITHIN)
          .untilAsserted(
              () -> {
                JsonNode last = get(replica, "/v1/accounts/demo/replay").json();
                assertThat(last.path("id")).isEqualTo(begun.json().path("id"));
                assertThat(last.path("state").asText()).as(last.toString()).isEqualTo("done");
              });
    }
  }

  /** Of a campaign that is not there. */
  private Answer pollNow(int asked, String account) throws IOException {
    return http.post(uri(asked, "/v1/accounts/" + account + "/commands"))
        .header("Authorization", "token " + uiToken)
        .json("{\"action\":\"poll-now\",\"campaign\":7}")
        .answer();
  }

  /** A question that was sent on already is answered by the owner only. */
  private boolean isOwner(int port, String question) throws IOException {
    return http.get(uri(port, question))
            .header("Authorization", "token " + uiToken)
            .header("M1bridge-Forwarded", "1")
            .answer()
            .status()
        == 200;
  }

  private Answer get(int port, String path) throws IOException {
    return http.get(uri(port, path)).header("Authorization", "token " + uiToken).answer();
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
