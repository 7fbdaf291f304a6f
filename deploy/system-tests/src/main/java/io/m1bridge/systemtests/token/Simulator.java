package io.m1bridge.systemtests.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.http.SimulatorControl;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** M1's side: accounts, faults, and the truth about tokens. */
final class Simulator {

  private final SimulatorControl control;

  Simulator(URI control) {
    this.control = new SimulatorControl(control);
  }

  /** A refresh token that comes twice kills its whole grant, as at the strictest providers. */
  void detectReuse() {
    control.send("PATCH", "/behaviour", Map.of("oauth", Map.of("rotation", "reuse-detection")));
  }

  void account(String id) {
    control.send(
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
    control.send("POST", "/faults", fault);
  }

  /**
   * What M1 knows.
   *
   * @param refreshPosts that had an effect or were refused
   */
  record Tokens(int refreshes, int refreshPosts, int reuses, int grantsAlive, int grantsDead) {}

  Tokens tokens(String account) {
    JsonNode counts = control.send("GET", "/accounts/" + account + "/tokens", "");
    int refreshes = counts.path("refreshes").asInt();
    return new Tokens(
        refreshes,
        refreshes + counts.path("refusedRefreshes").asInt(),
        counts.path("reuses").asInt(),
        counts.path("grantsAlive").asInt(),
        counts.path("grantsDead").asInt());
  }
}
