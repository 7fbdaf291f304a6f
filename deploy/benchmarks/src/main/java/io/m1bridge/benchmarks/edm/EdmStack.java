package io.m1bridge.benchmarks.edm;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.benchmarks.token.SimulatedAccount;
import io.m1bridge.benchmarks.token.TokenBench;
import io.m1bridge.local.simulator.Simulator;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.SimulatorProcess;
import io.m1bridge.process.http.JsonHttp;
import io.m1bridge.process.http.SimulatorControl;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Kafka, the simulator, token-service and one account that is connected; edm-event-service under
 * settings that may change from start to start, over one directory of stores.
 */
final class EdmStack {

  private static final String HOST = "127.0.0.1";
  private static final String SERVICE = "edm-event-service";
  private static final String ACCOUNT = "acme";
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

  private final Workbench workbench;
  private final TokenBench tokens;
  private final TokenBench.Replica tokenService;
  private final SimulatorProcess simulator;
  private final JsonHttp http = new JsonHttp();

  private EdmStack(Workbench workbench, SimulatorProcess simulator, TokenBench tokens) {
    this.workbench = workbench;
    this.simulator = simulator;
    this.tokens = tokens;
    this.tokenService = tokens.replica("token-service");
  }

  /** Starts everything but edm-event. */
  static EdmStack start(Workbench workbench, int callsPerHour) throws IOException {
    SimulatorProcess simulator = SimulatorProcess.start(workbench.processes());
    SimulatedAccount account = SimulatedAccount.make(simulator, ACCOUNT, callsPerHour);
    TokenBench tokens = TokenBench.start(workbench, List.of(account.connected()));
    return new EdmStack(workbench, simulator, tokens);
  }

  /** edm-event under some settings. */
  record Edm(ServiceProcess process, URI status) {

    /** Ends it; its stores stay. */
    void stop() {
      process.terminate(STOP_WITHIN);
    }
  }

  /**
   * Starts edm-event, and does not wait.
   *
   * @param name of the process, which no other has
   * @param settings by their names
   */
  Edm edm(String name, Map<String, String> settings) throws IOException {
    int port = FreePort.find();
    JvmCommand command =
        JvmCommand.ofJar(name, ServiceJar.locate(SERVICE))
            .withJvmOptions("-Xmx384m", "-XX:+UseSerialGC")
            .withEnv("KAFKA_BOOTSTRAP_SERVERS", kafka().bootstrapServers())
            .withEnv("M1_API_URL", simulator.apiUrl())
            .withEnv("M1_AUTH_URL", simulator.authUrl())
            .withEnv("TOKEN_SERVICE_URL", tokenService.base())
            .withEnv("M1BRIDGE_CALLER_TOKEN_FILE", callerToken())
            .withEnv("QUARKUS_HTTP_HOST", HOST)
            .withEnv("QUARKUS_HTTP_PORT", port)
            .withEnv("QUARKUS_MANAGEMENT_HOST", HOST)
            .withEnv("QUARKUS_MANAGEMENT_PORT", FreePort.find())
            .withSystemProperty("m1bridge.streams.state-dir", stateDirectory())
            .withSystemProperty("m1bridge.edm.tables.enabled", "false");
    for (Map.Entry<String, String> one : settings.entrySet()) {
      command = command.withSystemProperty(one.getKey(), one.getValue());
    }
    return new Edm(
        workbench.processes().start(command),
        URI.create("http://" + HOST + ":" + port + "/v1/status"));
  }

  private Path callerToken() throws IOException {
    return Files.writeString(
        workbench.processes().directory().resolve("edm-event.jwt"), tokens.token("edm-event"));
  }

  /** Where its stores are. */
  Path stateDirectory() {
    return workbench.processes().directory().resolve("edm-state");
  }

  KafkaCluster kafka() {
    return tokens.kafka();
  }

  /** Sets knobs of M1; see {@code docs/simulator-knobs.md}. */
  void behave(Map<String, Object> knobs) {
    new SimulatorControl(simulator.control()).send("PATCH", "/behaviour", knobs);
  }

  /** Makes a campaign; see the simulator's README. */
  void campaign(Map<String, Object> campaign) {
    new SimulatorControl(simulator.control())
        .send("POST", "/accounts/" + ACCOUNT + "/campaigns", campaign);
  }

  /** What M1 holds and counted. */
  Simulator m1() {
    return new Simulator(simulator.base(), ACCOUNT);
  }

  /**
   * Rows that the process that runs says it has published, since ever; 0 as long as it is not up.
   */
  long published(Edm edm) {
    try {
      JsonNode status = http.get(edm.status()).ok();
      return status.path("rowsPublished").asLong();
    } catch (IOException e) {
      return 0; // It starts.
    }
  }

  /**
   * Waits for something that the process brings about.
   *
   * @return how many seconds that took
   * @throws ProcessFailure if it dies, or the time is over
   */
  double await(Edm edm, String what, Duration patience, BooleanSupplier reached)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (!reached.getAsBoolean()) {
      if (!edm.process().isAlive() || System.nanoTime() - begun > patience.toNanos()) {
        throw new ProcessFailure("Not " + what + ": " + edm.process().logFile());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  /** Calls below {@code edm/} so far, as M1 counted them. */
  long calls() {
    try {
      return m1().calls().edm();
    } catch (IOException e) {
      throw new ProcessFailure("The simulator does not tell its calls", e);
    }
  }
}
