package io.m1bridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.process.http.Answer;
import io.m1bridge.testkit.process.SharedKafka;
import io.m1bridge.token.secret.KeysetCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What an account goes through while two replicas share the accounts, and one of them dies. */
class TokenServiceIT extends TwoReplicas {

  @Test
  void shouldConnectRefreshAndSurviveTheDeathOfAnOwner() throws Exception {
    String account = simulatedAccount();

    assertThat(
            call(first, "POST", "/v1/accounts/" + account + "/token", "contact-sync", "").status())
        .isEqualTo(409);
    connect(first, account);
    JsonNode token = token(second, account);
    assertThat(token.get("accessToken").asText()).isNotBlank();

    // A report from many callers costs one refresh; one about an old token costs none.
    String fingerprint = token.get("fingerprint").asText();
    for (int i = 0; i < 8; i++) {
      assertThat(invalidate(i % 2 == 0 ? first : second, account, fingerprint)).isEqualTo(204);
    }
    JsonNode next = awaitOtherToken(account, fingerprint);
    assertThat(invalidate(first, account, fingerprint)).isEqualTo(204);
    assertThat(refreshesAtM1(account)).isEqualTo(1);

    // The owner dies; the other replica goes on handing out at once, and owns it soon.
    first.process().sigkill();
    Instant killed = Instant.now();
    assertThat(token(second, account).get("fingerprint")).isEqualTo(next.get("fingerprint"));
    awaitOwner(second, 24);
    Duration takeOver = Duration.between(killed, Instant.now());
    System.out.println("take-over after SIGKILL: " + takeOver.toMillis() + " ms");
    assertThat(takeOver).isLessThan(Duration.ofSeconds(10));
    assertThat(permits(second, account, 1)).isNotNull();
    assertThat(token(second, account).get("fingerprint")).isEqualTo(next.get("fingerprint"));

    first.process().restart();
    awaitReady(first);
    assertThat(token(first, account).get("fingerprint")).isEqualTo(next.get("fingerprint"));
  }

  @Test
  void shouldGrantPermitsAtEveryReplica() throws Exception {
    String account = simulatedAccount();
    connect(first, account);
    for (Replica replica : List.of(first, second)) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(permits(replica, account, 20).get("leases").size()).isEqualTo(1));
    }
    JsonNode forbidden = permits(first, "nobody", 1);
    assertThat(forbidden.get("denials").get(0).get("reason").asText())
        .isIn("unknown-account", "moving");
  }

  @Test
  void shouldSuspendOnE10102KeepTheGrantAndTellTheAudit() throws Exception {
    String account = simulatedAccount();
    connect(first, account);
    String fingerprint = token(second, account).get("fingerprint").asText();
    String path = "/v1/accounts/" + account;
    String report = "{\"fingerprint\":\"" + fingerprint + "\"}";
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                call(second, "POST", path + "/no-permission", "contact-sync", report).status()
                    == 204);
    for (Replica replica : List.of(first, second)) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> call(replica, "POST", path + "/token", "edm-event", "").status() == 409);
    }
    assertThat(call(first, "POST", path + "/token", "edm-event", "").body())
        .contains("Suspended", "E10102", "/resume");
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(permits(first, account, 1).get("denials").toString())
                    .contains("not-authorized"));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> call(first, "POST", path + "/resume", "local-admin", "").status() == 200);
    assertThat(token(second, account).get("fingerprint").asText())
        .as("the tokens that it had")
        .isEqualTo(fingerprint);

    // A graceful stop publishes the minute that goes on.
    assertThat(second.process().terminate(Duration.ofSeconds(30))).isTrue();
    List<String> events = auditOf(account);
    second.process().restart();
    awaitReady(second);
    assertThat(events)
        .anyMatch(e -> e.contains("\"suspended\"") && e.contains("\"by\":\"contact-sync\""))
        .anyMatch(e -> e.contains("\"resumed\"") && e.contains("\"by\":\"local-admin\""))
        .anyMatch(e -> e.contains("\"handed-out\"") && e.contains("\"by\":\"edm-event\""));
  }

  @Test
  void shouldEraseAnAccount() throws Exception {
    String account = simulatedAccount();
    connect(first, account);
    assertThat(call(second, "DELETE", "/v1/accounts/" + account, "local-admin", "").status())
        .isEqualTo(204);
    for (Replica replica : List.of(first, second)) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () ->
                  call(replica, "GET", "/v1/accounts/" + account, "local-admin", "").status()
                      == 404);
    }
  }

  @Test
  void shouldRotateItsKeysWhileItRuns() throws Exception {
    String account = simulatedAccount();
    connect(first, account);
    JsonNode before = withoutAge(token(first, account));
    String old = keys(first).get("primary").asText();

    // In steps, as the README says: both replicas know the new key before it is used.
    keyset("--add-key");
    for (Replica replica : List.of(first, second)) {
      await(() -> keys(replica).get("keys").size() == 2);
    }
    keyset("--promote-key");
    for (Replica replica : List.of(first, second)) {
      await(() -> !keys(replica).get("primary").asText().equals(old));
      await(() -> keys(replica).get("remaining").asInt() == 0);
      assertThat(withoutAge(token(replica, account))).isEqualTo(before);
      JsonNode emptied = keys(replica).get("keys").get(0);
      assertThat(emptied.get("id").asText()).isEqualTo(old);
      assertThat(emptied.get("mayBeTakenOut").asBoolean()).isTrue();
    }
    keyset("--remove-key", old);
    for (Replica replica : List.of(first, second)) {
      await(() -> keys(replica).get("keys").size() == 1);
      assertThat(withoutAge(token(replica, account))).isEqualTo(before);
    }
    assertThat(call(first, "GET", "/v1/keys", "contact-sync", "").status()).isEqualTo(403);
  }

  /** The account's events so far, as JSON. */
  private static List<String> auditOf(String account) {
    Map<String, Object> config = new HashMap<>(SharedKafka.connection());
    config.put("isolation.level", "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor("m1.account-events").stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      List<String> events = new ArrayList<>();
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  if (account.equals(record.key())) {
                    events.add(record.value());
                  }
                });
      }
      return events;
    }
  }

  /** How old it is differs from one answer to the next. */
  private static JsonNode withoutAge(JsonNode token) {
    return ((ObjectNode) token).without("ageMillis");
  }

  private JsonNode keys(Replica replica) throws Exception {
    Answer answer = call(replica, "GET", "/v1/keys", "local-admin", "");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private void keyset(String command, String... more) {
    List<String> args =
        new ArrayList<>(List.of(command, directory.resolve("keyset.json").toString()));
    args.addAll(List.of(more));
    assertThat(new KeysetCommand(System.out, System.err).run(args)).hasValue(0);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).until(condition);
  }

  private JsonNode awaitOtherToken(String account, String fingerprint) throws Exception {
    JsonNode[] found = new JsonNode[1];
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              found[0] = token(second, account);
              return !found[0].get("fingerprint").asText().equals(fingerprint);
            });
    return found[0];
  }

  private int invalidate(Replica replica, String account, String fingerprint) throws Exception {
    return call(
            replica,
            "POST",
            "/v1/accounts/" + account + "/token/invalidate",
            "contact-sync",
            "{\"fingerprint\":\"" + fingerprint + "\"}")
        .status();
  }

  private int refreshesAtM1(String account) throws Exception {
    return SIMULATOR.get("/accounts/" + account + "/tokens").get("refreshes").asInt();
  }
}
