package io.m1bridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.process.http.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A gateway answers in place of M1's token endpoint, and accounts of both replicas are due. That it
 * ends a minute later is seen in virtual time: {@code OutageTest}.
 */
@Tag("slow")
class SharedBrakeIT extends TwoReplicas {

  private static final int ACCOUNTS = 12;

  /**
   * A page after the refresh was done, and so late that as many are under way as may be, wherever
   * they are.
   */
  private static final String SLOW_PAGE =
      "{\"path\":\"/access_token\",\"kind\":\"status-after\",\"status\":504,\"delayAfterMs\":8000}";

  @Test
  void shouldSpendTheRefreshesOfTwoAccountsOverBothReplicas() throws Exception {
    awaitOwner(first, 12);
    awaitOwner(second, 12);
    Map<String, String> fingerprints = new LinkedHashMap<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      String account = accountWithOneSecret();
      connect(first, account);
      fingerprints.put(account, token(second, account).get("fingerprint").asText());
    }
    behave("{\"oauth\":{\"rotation\":\"lenient\"}}");
    SIMULATOR.send("POST", "/faults", SLOW_PAGE);
    try {
      for (Map.Entry<String, String> entry : fingerprints.entrySet()) {
        Awaitility.await().atMost(PATIENCE).until(() -> report(entry.getKey(), entry.getValue()));
      }
      Awaitility.await().atMost(PATIENCE).until(() -> isBraked(first) && isBraked(second));

      Awaitility.await()
          .atMost(Duration.ofSeconds(15))
          .during(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(refreshedAtM1(fingerprints)).hasSizeBetween(1, 2));
    } finally {
      SIMULATOR.send("DELETE", "/faults", "");
      behave("{\"oauth\":{\"rotation\":\"strict\"}}");
    }
  }

  /** The brake is on for a minute yet, and other classes share the replicas. */
  @AfterAll
  static void forgetTheOutage() {
    List<Replica> both = List.of(first, second);
    both.forEach(replica -> replica.process().terminate(PATIENCE));
    both.forEach(replica -> replica.process().restart());
    both.forEach(TwoReplicas::awaitReady);
  }

  @Test
  void shouldAnswerReplicasOnly() throws Exception {
    for (Replica replica : List.of(first, second)) {
      Answer answer =
          send(
              replica,
              "POST",
              "/v1/internal/brake",
              Map.of("Content-Type", "application/octet-stream"),
              "{}");
      assertThat(answer.status()).isEqualTo(403);
    }
  }

  /** So that M1 does what is asked first, behind the gateway's page. */
  private static String accountWithOneSecret() throws Exception {
    String id = simulatedAccount();
    Answer changed =
        call(
            second,
            "PUT",
            "/v1/accounts/" + id,
            "local-admin",
            "{\"clientId\":\"client-%s\",\"clientSecrets\":[\"secret-%s\"],\"plan\":\"diamond\"}"
                .formatted(id, id));
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    return id;
  }

  private static boolean report(String account, String fingerprint) throws Exception {
    return call(
                first,
                "POST",
                "/v1/accounts/" + account + "/token/invalidate",
                "contact-sync",
                "{\"fingerprint\":\"" + fingerprint + "\"}")
            .status()
        == 204;
  }

  private static boolean isBraked(Replica replica) throws Exception {
    return send(replica.management(), "/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("m1bridge_token_refresh_braked"))
        .anyMatch(line -> line.endsWith(" 1.0"));
  }

  private static List<String> refreshedAtM1(Map<String, String> accounts) {
    return accounts.keySet().stream()
        .filter(id -> SIMULATOR.get("/accounts/" + id + "/tokens").get("refreshes").asInt() > 0)
        .toList();
  }
}
