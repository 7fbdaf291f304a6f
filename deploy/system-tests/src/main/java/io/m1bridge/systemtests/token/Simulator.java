package io.m1bridge.systemtests.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.ProcessFailure;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** M1's side: accounts, faults, and the truth about tokens. */
final class Simulator {

  private final Http http = Http.plain(Duration.ofSeconds(10));
  private final URI control;

  Simulator(URI control) {
    this.control = control;
  }

  /** A refresh token that comes twice kills its whole grant, as at the strictest providers. */
  void detectReuse() {
    require("PATCH", "/behaviour", Map.of("oauth", Map.of("rotation", "reuse-detection")));
  }

  void account(String id) {
    require(
        "PUT",
        "/accounts/" + id,
        Map.of("clientId", clientId(id), "secrets", List.of(secret(id)), "plan", "diamond"));
  }

  static String clientId(String account) {
    return "client-" + account;
  }

  static String secret(String account) {
    return "secret-" + account;
  }

  /** The account's next token call takes so long, before or after its effect. */
  void slowTokenCall(String account, Duration beforeEffect, Duration afterEffect) {
    Map<String, Object> fault = new HashMap<>();
    fault.put("path", "/access_token");
    fault.put("kind", "delay");
    fault.put("account", account);
    fault.put("times", 1);
    fault.put("delayMs", beforeEffect.toMillis());
    fault.put("delayAfterMs", afterEffect.toMillis());
    require("POST", "/faults", fault);
  }

  /**
   * What M1 knows.
   *
   * @param refreshPosts that had an effect or were refused
   */
  record Tokens(int refreshes, int refreshPosts, int reuses, int grantsAlive, int grantsDead) {}

  Tokens tokens(String account) {
    JsonNode counts = require("GET", "/accounts/" + account + "/tokens", "");
    int refreshes = counts.path("refreshes").asInt();
    return new Tokens(
        refreshes,
        refreshes + counts.path("refusedRefreshes").asInt(),
        counts.path("reuses").asInt(),
        counts.path("grantsAlive").asInt(),
        counts.path("grantsDead").asInt());
  }

  private JsonNode require(String method, String path, Object body) {
    Http.Reply reply = http.json(method, URI.create(control + path), body);
    if (reply.status() / 100 != 2) {
      throw new ProcessFailure(
          "The simulator answered " + reply.status() + " to " + path + ": " + reply.body());
    }
    return reply.json();
  }
}
