package io.m1bridge.benchmarks.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.SimulatorProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;

/** An account at the simulator, and the truth about its tokens. */
final class SimulatedAccount {

  private final SimulatorProcess simulator;
  private final String id;
  private final JsonHttp http = new JsonHttp();

  private SimulatedAccount(SimulatorProcess simulator, String id) {
    this.simulator = simulator;
    this.id = id;
  }

  static SimulatedAccount make(SimulatorProcess simulator, String id)
      throws IOException, InterruptedException {
    SimulatedAccount account = new SimulatedAccount(simulator, id);
    account.http.send(
        "PUT",
        account.control(""),
        Map.of("clientId", account.clientId(), "secrets", List.of(account.clientSecret())));
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
  Pair issue() throws IOException, InterruptedException {
    JsonNode issued = http.post(control("/tokens/issue"));
    return new Pair(issued.path("accessToken").asText(), issued.path("refreshToken").asText());
  }

  /** This account with a new grant, as token-service's log is to have it. */
  SeededAccount connected() throws IOException, InterruptedException {
    Pair pair = issue();
    return new SeededAccount(
        id, clientId(), clientSecret(), pair.accessToken(), pair.refreshToken());
  }

  /** Access tokens stop working at once. */
  void expireAccess() throws IOException, InterruptedException {
    http.post(control("/tokens/expire-access"));
  }

  /** Whether M1 takes this refresh token; it is used up by this. */
  boolean refreshes(String refreshToken) throws IOException, InterruptedException {
    URI uri =
        URI.create(
            simulator.authUrl()
                + "/access_token?grant_type=refresh_token&client_id="
                + clientId()
                + "&client_secret="
                + clientSecret()
                + "&refresh_token="
                + refreshToken);
    return http.send(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody())).status()
        == 200;
  }

  /** Refresh calls that had their effect. */
  int refreshesMade() throws IOException, InterruptedException {
    return http.get(control("/tokens")).path("refreshes").asInt();
  }

  boolean hasLivingGrant() throws IOException, InterruptedException {
    return http.get(control("/tokens")).path("grantsAlive").asInt() > 0;
  }

  private URI control(String path) {
    return URI.create(simulator.control() + "/accounts/" + id + path);
  }

  /** Tokens of a grant. */
  record Pair(String accessToken, String refreshToken) {
    @Override
    public String toString() {
      return "Pair[…]";
    }
  }
}
