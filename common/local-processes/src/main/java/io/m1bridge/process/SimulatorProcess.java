package io.m1bridge.process;

import java.net.URI;
import java.time.Duration;

/**
 * The M1 simulator as a child, on free ports of the loopback address.
 *
 * @param process its signals, log and memory
 * @param base where it serves M1's API, the consent page and the control API
 */
public record SimulatorProcess(ServiceProcess process, URI base) {

  private static final String HOST = "127.0.0.1";
  private static final Duration START = Duration.ofSeconds(60);

  /**
   * Starts the simulator and returns once it is ready.
   *
   * @throws ProcessFailure when it is not built, or does not become ready
   */
  public static SimulatorProcess start(LocalProcesses processes) {
    return start(processes, FreePort.find());
  }

  /** The same on a port of the caller's choice. */
  public static SimulatorProcess start(LocalProcesses processes, int port) {
    int managementPort = FreePort.find();
    ServiceProcess process =
        processes.start(
            JvmCommand.ofJar("m1-simulator", ServiceJar.locate("common/m1-simulator"))
                .withEnv("QUARKUS_HTTP_HOST", HOST)
                .withEnv("QUARKUS_HTTP_PORT", port)
                .withEnv("QUARKUS_MANAGEMENT_HOST", HOST)
                .withEnv("QUARKUS_MANAGEMENT_PORT", managementPort));
    process.awaitReady(
        URI.create("http://" + HOST + ":" + managementPort + "/q/health/ready"), START);
    return new SimulatorProcess(process, URI.create("http://" + HOST + ":" + port));
  }

  /** For {@code M1_API_URL}. */
  public URI apiUrl() {
    return base.resolve("/v2");
  }

  /** For {@code M1_AUTH_URL}. */
  public URI authUrl() {
    return base;
  }

  /** Where tests set behaviour and faults and read the truth; see the simulator's README. */
  public URI control() {
    return base.resolve("/_sim");
  }
}
