package io.m1bridge.testkit.process;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * {@link SharedSimulator} for a {@code @QuarkusTest}:
 * {@code @WithTestResource(SimulatorTestResource.class)}.
 */
public final class SimulatorTestResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    return Map.of(
        "m1bridge.m1.url", SharedSimulator.apiUrl().toString(),
        "m1bridge.m1.auth-url", SharedSimulator.authUrl().toString());
  }

  /** It serves the next test as well; the end of the JVM ends it. */
  @Override
  public void stop() {}
}
