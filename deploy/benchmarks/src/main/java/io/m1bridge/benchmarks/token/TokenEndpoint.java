package io.m1bridge.benchmarks.token;

import io.m1bridge.process.SimulatorProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** M1's token endpoint, as slow as one across the internet, and how often it was called. */
final class TokenEndpoint {

  private final URI faults;
  private final JsonHttp http = new JsonHttp();

  private TokenEndpoint(SimulatorProcess simulator) {
    this.faults = URI.create(simulator.control() + "/faults");
  }

  static TokenEndpoint slowedBy(SimulatorProcess simulator, Duration delay)
      throws IOException, InterruptedException {
    TokenEndpoint endpoint = new TokenEndpoint(simulator);
    endpoint.http.send(
        "POST",
        endpoint.faults,
        Map.of("path", "/access_token", "kind", "delay", "delayMs", delay.toMillis()));
    return endpoint;
  }

  /** Calls so far, all accounts together. */
  long calls() throws IOException, InterruptedException {
    return http.get(faults).path(0).path("hits").asLong();
  }
}
