package io.m1bridge.benchmarks.token;

import io.m1bridge.process.SimulatorProcess;
import io.m1bridge.process.http.SimulatorControl;
import java.time.Duration;
import java.util.Map;

/** M1's token endpoint, as slow as one across the internet, and how often it was called. */
final class TokenEndpoint {

  private final SimulatorControl control;

  private TokenEndpoint(SimulatorProcess simulator) {
    this.control = new SimulatorControl(simulator.control());
  }

  static TokenEndpoint slowedBy(SimulatorProcess simulator, Duration delay) {
    TokenEndpoint endpoint = new TokenEndpoint(simulator);
    endpoint.control.send(
        "POST",
        "/faults",
        Map.of("path", "/access_token", "kind", "delay", "delayMs", delay.toMillis()));
    return endpoint;
  }

  /** From now on a refresh token that is used twice ends the whole grant, as RFC 9700 advises. */
  void detectReuse() {
    control.send("PATCH", "/behaviour", Map.of("oauth", Map.of("rotation", "reuse-detection")));
  }

  /** Calls so far, all accounts together. */
  long calls() {
    return control.get("/faults").path(0).path("hits").asLong();
  }
}
