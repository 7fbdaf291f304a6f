package io.m1bridge.benchmarks.token;

import io.m1bridge.process.SimulatorProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** M1's token endpoint, as slow as one across the internet, and how often it was called. */
final class TokenEndpoint {

  private final URI faults;
  private final URI behaviour;
  private final JsonHttp http = new JsonHttp();

  private TokenEndpoint(SimulatorProcess simulator) {
    this.faults = URI.create(simulator.control() + "/faults");
    this.behaviour = URI.create(simulator.control() + "/behaviour");
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

  /** From now on a refresh token that is used twice ends the whole grant, as RFC 9700 advises. */
  void detectReuse() throws IOException, InterruptedException {
    http.send("PATCH", behaviour, Map.of("oauth", Map.of("rotation", "reuse-detection")));
  }

  /** Calls so far, all accounts together. */
  long calls() throws IOException, InterruptedException {
    return http.get(faults).path(0).path("hits").asLong();
  }
}
