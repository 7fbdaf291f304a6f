package io.m1bridge.contactsync.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.Topics;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Dead letters of two replicas: listed and replayed, whichever of them is asked. */
final class ReplayedAnywhere {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LETTERS = "/v1/accounts/demo/dead-letters?reason=field-invalid";
  private static final String REPLAY = "/v1/accounts/demo/replay";
  private static final int BROKEN = 4;

  private final JsonHttp http = new JsonHttp();
  private final Map<String, Object> connection;

  ReplayedAnywhere(Map<String, Object> connection) {
    this.connection = connection;
  }

  /**
   * The replicas send a letter in a second.
   *
   * @param ports of two replicas
   */
  void assertKnownAtBoth(List<Integer> ports) throws Exception {
    int one = ports.get(0);
    int other = ports.get(1);
    sendBroken();
    for (int port : ports) {
      await().atMost(PATIENCE).until(() -> letters(port, "").path("letters").size() == BROKEN);
    }
    assertListed(one);
    JsonNode begun = begin(one, "{\"reason\":\"field-invalid\"}", 202).json();
    for (int port : List.of(other, one, other)) {
      JsonNode at = get(port, REPLAY).json();
      assertThat(at.path("id")).as("at %d: %s", port, at).isEqualTo(begun.path("id"));
      assertThat(at.path("state").asText()).isEqualTo("running");
    }
    begin(other, "{\"reason\":\"field-invalid\"}", 409);
    for (int port : ports) {
      JsonNode ended = ended(port);
      assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("done");
      assertThat(ended.path("sent").asInt()).isEqualTo(BROKEN);
    }
    begin(one, "{\"from\":\"yesterday\"}", 400);
    assertConfirmedByPage(one, other);
  }

  private void assertListed(int port) throws IOException {
    JsonNode page = letters(port, "&limit=3&counted=true");
    assertThat(page.path("letters")).hasSize(3);
    assertThat(page.path("reasons").path(0).path("letters").asInt()).isEqualTo(BROKEN);
    assertThat(page.path("whole").asBoolean()).isTrue();
    JsonNode rest = letters(port, "&limit=3&before=" + page.path("next").asText());
    assertThat(rest.path("letters")).hasSize(1);
    assertThat(rest.path("letters").path(0).path("contact").asText()).startsWith("broken-");
    assertThat(letters(port, "&from=2100-01-01").path("letters")).isEmpty();
    assertThat(letters(port, "&to=2100-01-01").path("letters")).hasSize(BROKEN);
    assertThat(get(port, LETTERS + "&before=x").status()).isEqualTo(400);
    assertThat(http.get(at(port, LETTERS)).answer().status()).isEqualTo(401);
    assertThat(get(port, "/accounts/demo/dead-letters").body())
        .contains("field-invalid", "broken-1", "counted=true")
        .doesNotContain("unsure", "id=\"reasons\"");
    assertThat(get(port, "/accounts/demo/dead-letters?counted=true").body())
        .contains("broken-1", "id=\"reasons\"");
  }

  /** Counted here, shown and confirmed there. */
  private void assertConfirmedByPage(int one, int other) throws IOException {
    Answer counted = post(one, "/ui/accounts/demo/replay").form("reason=field-invalid").answer();
    assertThat(counted.status()).as(counted.body()).isEqualTo(303);
    assertThat(counted.location().getPath()).isEqualTo("/accounts/demo/replay");
    ended(other);
    String page = get(other, "/accounts/demo/replay").body();
    Matcher confirm =
        Pattern.compile("action=\"(/ui/accounts/demo/replay/[0-9a-f-]{36})\"").matcher(page);
    assertThat(confirm.find()).as(page).isTrue();
    Answer confirmed = post(other, confirm.group(1)).answer();
    assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(303);
    assertThat(post(one, confirm.group(1)).answer().status()).as("once").isEqualTo(404);
    JsonNode ended = ended(one);
    assertThat(ended.path("sent").asInt()).as(ended.toString()).isEqualTo(BROKEN);
  }

  private JsonNode ended(int port) {
    return await()
        .atMost(PATIENCE)
        .until(() -> get(port, REPLAY).json(), it -> !it.path("state").asText().equals("running"));
  }

  private JsonNode letters(int port, String further) throws IOException {
    Answer answer = get(port, LETTERS + further);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private Answer begin(int port, String body, int status) throws IOException {
    Answer answer = post(port, REPLAY).json(body).answer();
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return answer;
  }

  private Answer get(int port, String path) throws IOException {
    return call("GET", port, path).answer();
  }

  private JsonHttp.Call post(int port, String path) {
    return call("POST", port, path);
  }

  private JsonHttp.Call call(String method, int port, String path) {
    return http.call(method, at(port, path))
        .header("Authorization", "token " + SyncWorld.UI_TOKEN)
        .header("Accept", path.startsWith("/v1") ? "application/json" : "text/html");
  }

  private static URI at(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private void sendBroken() throws Exception {
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(connection, new StringSerializer(), new ByteArraySerializer())) {
      for (int number = 1; number <= BROKEN; number++) {
        ProducerRecord<String, byte[]> change =
            new ProducerRecord<>(
                Topics.CONTACT_CHANGES.name(),
                "broken-" + number,
                "{\"email\":\"b@x.cn\",\"gender\":\"unsure\"}".getBytes(UTF_8));
        Map.of(
                "ce_specversion", "1.0",
                "ce_id", "broken-" + number,
                "ce_source", "/crm",
                "ce_type", "crm.contact.upserted.v1",
                "ce_m1account", "demo")
            .forEach((name, value) -> change.headers().add(name, value.getBytes(UTF_8)));
        producer.send(change).get();
      }
    }
  }
}
