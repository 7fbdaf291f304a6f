package io.m1bridge.systemtests.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.CallerKeys;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.SimulatorControl;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One replica of token-service, by its own port. */
public record Replica(
    ServiceProcess process, URI base, URI management, CallerKeys keys, String uiToken) {

  private static final Http HTTP = Http.plain(Duration.ofSeconds(20));

  Http.Reply token(String account) {
    return call("POST", "/v1/accounts/" + account + "/token", "edm-event", "");
  }

  JsonNode view(String account) {
    return call("GET", "/v1/accounts/" + account, "local-admin", "").json();
  }

  /** Declares the account, or changes how many calls an hour it may make: a write at its owner. */
  Http.Reply declare(String account, int callsPerHour) {
    String body =
        "{\"clientId\":\"%s\",\"clientSecrets\":[\"%s\"],\"plan\":\"diamond\",\"callsPerHour\":%d}"
            .formatted(Simulator.clientId(account), Simulator.secret(account), callsPerHour);
    return call("PUT", "/v1/accounts/" + account, "local-admin", body);
  }

  /** Declares the account; false if that was not taken. */
  public boolean isDeclared(String account, int callsPerHour) {
    return declare(account, callsPerHour).status() == Http.OK;
  }

  /**
   * Makes the account at M1, with the client that it is declared with here.
   *
   * @param settings more of the simulator's account
   */
  public void putAtM1(SimulatorControl m1, String account, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("clientId", Simulator.clientId(account));
    all.put("secrets", List.of(Simulator.secret(account)));
    all.putIfAbsent("plan", "diamond");
    m1.send("PUT", "/accounts/" + account, all);
  }

  /** E10101; a fingerprint that nobody has makes the owner look, and write nothing. */
  Http.Reply invalidate(String account, String fingerprint) {
    return call(
        "POST",
        "/v1/accounts/" + account + "/token/invalidate",
        "contact-sync",
        "{\"fingerprint\":\"" + fingerprint + "\"}");
  }

  /** How many permits it grants now by itself, without asking the account's owner for them. */
  int permitsOfItsOwn(String account) {
    Http.Reply reply =
        HTTP.send(
            "POST",
            base.resolve("/v1/permits"),
            Map.of(
                "Authorization",
                "Bearer " + keys.token("contact-sync", Duration.ofMinutes(5)),
                "Content-Type",
                "application/json",
                "M1bridge-Forwarded",
                "1"),
            "{\"instance\":\"test\",\"demands\":[{\"account\":\"%s\",\"wanted\":20}]}"
                .formatted(account));
    int granted = 0;
    for (JsonNode lease : reply.json().path("leases")) {
      granted += lease.path("permits").asInt();
    }
    return granted;
  }

  int ownedPartitions() {
    for (JsonNode check : health().json().path("checks")) {
      JsonNode owned = check.path("data").path("ownedPartitions");
      if (!owned.isMissingNode()) {
        return owned.asInt();
      }
    }
    return 0;
  }

  public boolean isReady() {
    return health().status() == 200;
  }

  private Http.Reply health() {
    return HTTP.send("GET", management.resolve("/q/health/ready"), Map.of(), "");
  }

  /** The lines of the metrics page that begin like this. */
  List<String> metrics(String prefix) {
    return HTTP.send("GET", management.resolve("/q/metrics"), Map.of(), "")
        .body()
        .lines()
        .filter(line -> line.startsWith(prefix))
        .toList();
  }

  private Http.Reply call(String method, String path, String subject, String body) {
    return HTTP.send(
        method,
        base.resolve(path),
        Map.of(
            "Authorization",
            "Bearer " + keys.token(subject, Duration.ofMinutes(5)),
            "Content-Type",
            "application/json"),
        body);
  }

  /**
   * Connects the account as a person with a browser does.
   *
   * @return where it ended: {@code connected}, or the step that failed and its status
   */
  public String connect(String account) {
    Http browser = Http.browser(Duration.ofSeconds(150));
    Map<String, String> signedIn =
        Map.of(
            "Authorization",
            "token " + uiToken,
            "Accept",
            "text/html",
            "Content-Type",
            "application/x-www-form-urlencoded");
    Http.Reply begun =
        browser.send("POST", base.resolve("/ui/accounts/" + account + "/connect"), signedIn, "x=y");
    if (begun.status() != 303) {
      return "begin " + begun.status();
    }
    URI consent = URI.create(begun.location());
    Http.Reply decided =
        browser.send(
            "POST",
            consent.resolve(consent.getPath()),
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            consent.getRawQuery() + "&account=" + account + "&decision=allow");
    if (decided.status() != 302) {
      return "consent " + decided.status();
    }
    // The public address is the first replica's; this browser stays where it began.
    URI callback = URI.create(decided.location());
    Http.Reply back =
        browser.send(
            "GET",
            base.resolve(callback.getRawPath() + "?" + callback.getRawQuery()),
            Map.of("Accept", "text/html"),
            "");
    if (back.status() != 303) {
      return "callback " + back.status();
    }
    Http.Reply confirmed =
        browser.send("POST", base.resolve("/ui/connect/confirm"), signedIn, "x=y");
    return confirmed.status() == 303 ? "connected" : "confirm " + confirmed.status();
  }

  /** Whether it answers at all, on its management port. */
  boolean answers() {
    return HTTP.send("GET", management.resolve("/q/health/live"), Map.of(), "").status()
        != Http.NONE;
  }
}
