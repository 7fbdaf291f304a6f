package io.m1bridge.testkit.process;

import io.m1bridge.process.SimulatorProcess;
import java.net.URI;

/**
 * One M1 simulator per test JVM, started when first asked for. Tests share it: use an account of
 * your own per test class, or {@code POST /_sim/reset} first.
 */
public final class SharedSimulator {

  private SharedSimulator() {}

  /**
   * Returns where it serves M1's API ({@code /v2}), the consent page and the control API ({@code
   * /_sim}).
   */
  public static URI base() {
    return URI.create(
        SharedProcesses.address(
            "m1-simulator", processes -> SimulatorProcess.start(processes).base().toString()));
  }

  /** For {@code m1bridge.m1.url}. */
  public static URI apiUrl() {
    return base().resolve("/v2");
  }

  /** For {@code m1bridge.m1.auth-url}. */
  public static URI authUrl() {
    return base();
  }

  /** The control API: behaviour, faults, the truth. */
  public static URI control() {
    return base().resolve("/_sim");
  }
}
