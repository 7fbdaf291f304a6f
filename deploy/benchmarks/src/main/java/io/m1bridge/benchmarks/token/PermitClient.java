package io.m1bridge.benchmarks.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A process that always has more work than permits: one request a second for all its accounts, as
 * {@code account-access} sends it, also in that an account that was denied is asked for again only
 * after the time that the denial names. What is granted is used at once.
 */
final class PermitClient {

  private static final int WANTED = 20;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final String caller;
  private final URI permits;
  private final String authorization;
  private final List<String> accounts;
  private final JsonHttp http = new JsonHttp();
  private final Map<String, Long> notBefore = new HashMap<>();
  private Map<String, Integer> granted = new HashMap<>();
  private Map<String, Integer> denied = new TreeMap<>();
  private int requests;
  private int largestBody;

  PermitClient(String caller, URI base, String authorization, List<String> accounts) {
    this.caller = caller;
    this.permits = base.resolve("/v1/permits");
    this.authorization = authorization;
    this.accounts = accounts;
  }

  /**
   * What it got.
   *
   * @param granted permits by account
   * @param denied denials by reason
   * @param largestBody bytes of the longest request
   */
  record Harvest(
      Map<String, Integer> granted, Map<String, Integer> denied, int requests, int largestBody) {

    long total() {
      return granted.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** The least that one of these accounts got. */
    int least(List<String> accounts) {
      return accounts.stream().mapToInt(id -> granted.getOrDefault(id, 0)).min().orElse(0);
    }

    int most() {
      return granted.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
  }

  /** Goes on until then, by {@link System#nanoTime}; what it got before is forgotten. */
  Harvest runUntil(long deadline) throws IOException, InterruptedException {
    granted = new HashMap<>();
    denied = new TreeMap<>();
    requests = 0;
    largestBody = 0;
    for (long next = System.nanoTime(); next < deadline; next += SECOND) {
      long wait = next - System.nanoTime();
      if (wait > 0) {
        TimeUnit.NANOSECONDS.sleep(wait);
      }
      ask();
    }
    return new Harvest(granted, denied, requests, largestBody);
  }

  private void ask() throws IOException {
    long now = System.nanoTime();
    List<Map<String, Object>> demands = new ArrayList<>();
    for (String account : accounts) {
      if (notBefore.getOrDefault(account, now) - now <= 0) {
        demands.add(Map.of("account", account, "wanted", WANTED, "purpose", "REGULAR"));
      }
    }
    if (demands.isEmpty()) {
      return;
    }
    byte[] body =
        JsonHttp.bytes(
            Map.of(
                "instance",
                "benchmark-" + caller,
                "demands",
                demands,
                "returns",
                List.of(),
                "throttled",
                List.of()));
    largestBody = Math.max(largestBody, body.length);
    requests++;
    Answer answer =
        http.post(permits)
            .header("Authorization", authorization)
            .header("Accept", "application/json")
            .body("application/json", body)
            .answer();
    if (answer.status() != 200) {
      throw new IOException("A request for permits was answered with " + answer.status());
    }
    take(answer.json());
  }

  private void take(JsonNode answer) {
    for (JsonNode lease : answer.path("leases")) {
      granted.merge(lease.path("account").asText(), lease.path("permits").asInt(), Integer::sum);
    }
    long now = System.nanoTime();
    for (JsonNode denial : answer.path("denials")) {
      denied.merge(denial.path("reason").asText(), 1, Integer::sum);
      notBefore.put(
          denial.path("account").asText(),
          now + TimeUnit.MILLISECONDS.toNanos(denial.path("retryAfterMillis").asLong()));
    }
  }
}
