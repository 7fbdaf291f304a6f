package io.m1bridge.edm.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.edm.cloud.SimulatedRows;
import io.m1bridge.process.http.SimulatorControl;
import java.net.URI;
import java.util.Set;

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
    return SimulatedRows.byId(account, send("GET", "/engagement", "")).keySet();
  }
}
