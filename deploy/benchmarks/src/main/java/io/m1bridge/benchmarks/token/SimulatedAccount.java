package io.m1bridge.benchmarks.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.SimulatorProcess;
import io.m1bridge.process.http.JsonHttp;
import io.m1bridge.process.http.SimulatorControl;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** An account at the simulator, and the truth about its tokens. */
public final class SimulatedAccount {

  private final SimulatorProcess simulator;
  private final String id;
  private final int callsPerHour;
  private final JsonHttp http = new JsonHttp();
  private final SimulatorControl control;

  private SimulatedAccount(SimulatorProcess simulator, String id, int callsPerHour) {
    this.simulator = simulator;
    this.id = id;
    this.callsPerHour = callsPerHour;
    this.control = new SimulatorControl(simulator.control());
  }

  static SimulatedAccount make(SimulatorProcess simulator, String id) {
    return make(simulator, id, SeededAccount.GOLD);
  }

  /** An account with so many calls an hour. */
  public static SimulatedAccount make(SimulatorProcess simulator, String id, int callsPerHour) {
    SimulatedAccount account = new SimulatedAccount(simulator, id, callsPerHour);
    account.send(
        "PUT",
        "",
        Map.of(
            "clientId",
            account.clientId(),
            "secrets",
            List.of(account.clientSecret()),
            "callLimit",
            callsPerHour));
    return account;
  }

  String id() {
    return id;
  }

  String clientId() {
    return "client-" + id;
  }

  String clientSecret() {
    return "secret-" + id;
  }

  /** A new grant, as if a person had consented. */
  Pair issue() {
    JsonNode issued = send("POST", "/tokens/issue", "");
    return new Pair(issued.path("accessToken").asText(), issued.path("refreshToken").asText());
  }

  /** This account with a new grant, as token-service's log is to have it. */
  public SeededAccount connected() {
    Pair pair = issue();
    return new SeededAccount(
        id, clientId(), clientSecret(), pair.accessToken(), pair.refreshToken(), callsPerHour);
  }

  /** Access tokens stop working at once. */
  void expireAccess() {
    send("POST", "/tokens/expire-access", "");
  }

  /** Whether M1 takes this refresh token; it is used up by this. */
  boolean refreshes(String refreshToken) throws IOException {
    URI uri =
        URI.create(
            simulator.authUrl()
                + "/access_token?grant_type=refresh_token&client_id="
                + clientId()
                + "&client_secret="
                + clientSecret()
                + "&refresh_token="
                + refreshToken);
    return http.post(uri).answer().status() == 200;
  }

  /** Refresh calls that had their effect. */
  int refreshesMade() {
    return send("GET", "/tokens", "").path("refreshes").asInt();
  }

  boolean hasLivingGrant() {
    return send("GET", "/tokens", "").path("grantsAlive").asInt() > 0;
  }

  private JsonNode send(String method, String path, Object body) {
    return control.send(method, "/accounts/" + id + path, body);
  }

  /** Tokens of a grant. */
  record Pair(String accessToken, String refreshToken) {
    @Override
    public String toString() {
      return "Pair[…]";
    }
  }
}
