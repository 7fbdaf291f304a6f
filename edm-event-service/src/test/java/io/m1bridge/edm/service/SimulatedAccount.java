package io.m1bridge.edm.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.process.http.SimulatorControl;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** An account at the simulator, and its truth. */
final class SimulatedAccount {

  private final SimulatorControl control;
  private final String account;

  SimulatedAccount(URI control, String account) {
    this.control = new SimulatorControl(control);
    this.account = account;
  }

  /** The whole simulator's. */
  SimulatorControl control() {
    return control;
  }

  JsonNode send(String method, String path, String body) {
    return control.send(method, "/accounts/" + account + path, body);
  }

  /** The ids of all rows that exist, derived from M1's own fields. */
  Set<String> truth() {
    Map<RowFingerprint, Integer> counts = new HashMap<>();
    Set<String> ids = new TreeSet<>();
    for (JsonNode row : send("GET", "/engagement", "")) {
      RowFingerprint fingerprint =
          EngagementIds.fingerprint(
              account,
              row.path("task_id").asLong(),
              new EngagementIds.Row(
                  row.path("dmdtype").asText(),
                  row.path("email").asText(),
                  row.path("eventdate").asText(),
                  row.path("ip").asText(),
                  row.path("software").asText(),
                  row.path("clientOs").asText(),
                  row.path("clickurl").asText(),
                  row.path("clickname").asText(),
                  row.path("mailing_id").asText()));
      ids.add(EngagementIds.id(fingerprint, counts.merge(fingerprint, 1, Integer::sum)));
    }
    return ids;
  }
}
