package io.m1bridge.systemtests.store;

import io.m1bridge.process.FreePort;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.SimulatorProcess;
import io.m1bridge.systemtests.Round;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** edm-event-service: reads campaigns of the simulator into its ledger. */
final class EdmVictim implements Victim, AutoCloseable {

  private static final String SERVICE = "edm-event-service";
  private static final String APPLICATION = "edm-event";
  private static final String ACCOUNT = "demo";
  private static final int RECIPIENTS = 3_000;

  private final ServiceProcess process;
  private final Path stateDirectory;
  private final int managementPort;
  private final StubTokens tokens;
  private final M1Control m1;
  private final RandomGenerator random;

  private EdmVictim(
      ServiceProcess process,
      Path stateDirectory,
      int managementPort,
      StubTokens tokens,
      M1Control m1,
      RandomGenerator random) {
    this.process = process;
    this.stateDirectory = stateDirectory;
    this.managementPort = managementPort;
    this.tokens = tokens;
    this.m1 = m1;
    this.random = random;
  }

  /** Makes the accounts topic with one account, and starts the service. */
  static EdmVictim start(Round round, KafkaCluster kafka, SimulatorProcess simulator)
      throws Exception {
    Accounts.connect(kafka, ACCOUNT);
    M1Control m1 = new M1Control(simulator.control(), HttpClient.newHttpClient());
    String issued = m1.post("/accounts/" + ACCOUNT + "/tokens/issue", "");
    StubTokens tokens = new StubTokens(StubTokens.accessToken(issued));
    Path directory = round.processes().directory();
    Path state = directory.resolve(SERVICE + "-state");
    Path callerToken = Files.writeString(directory.resolve("caller-edm.jwt"), "not-checked-here");
    int management = FreePort.find();
    ServiceProcess process =
        round
            .processes()
            .start(
                StreamsCommand.of(SERVICE, kafka, state, FreePort.find(), management)
                    .withEnv("M1_API_URL", simulator.apiUrl())
                    .withEnv("M1_AUTH_URL", simulator.authUrl())
                    .withEnv("TOKEN_SERVICE_URL", tokens.url())
                    .withEnv("M1BRIDGE_CALLER_TOKEN_FILE", callerToken)
                    .withEnv("M1BRIDGE_EDM_POLL_MIN_INTERVAL", "1s")
                    .withEnv("M1BRIDGE_EDM_POLL_MAX_INTERVAL", "3s")
                    .withEnv("M1BRIDGE_EDM_POLL_MAX_BACKOFF", "2s")
                    .withEnv("M1BRIDGE_EDM_POLL_DISCOVERY_INTERVAL", "1s"));
    EdmVictim victim = new EdmVictim(process, state, management, tokens, m1, round.random());
    victim.awaitReady();
    return victim;
  }

  @Override
  public ServiceProcess process() {
    return process;
  }

  @Override
  public String applicationId() {
    return APPLICATION;
  }

  @Override
  public Path stateDirectory() {
    return stateDirectory;
  }

  @Override
  public void awaitReady() {
    process.awaitReady(StreamsCommand.ready(managementPort), Duration.ofMinutes(2));
  }

  @Override
  public void write() throws IOException, InterruptedException {
    m1.post(
        "/accounts/" + ACCOUNT + "/campaigns",
        "{\"recipients\": %d, \"duration\": \"PT1S\", \"seed\": %d}"
            .formatted(RECIPIENTS, random.nextInt(1_000_000)));
  }

  @Override
  public void holdInput() {
    tokens.open(false);
  }

  @Override
  public void letInput() {
    tokens.open(true);
  }

  @Override
  public void close() {
    tokens.close();
  }

  /** The simulator's control API. */
  private record M1Control(URI control, HttpClient http) {

    String post(String path, String json) throws IOException, InterruptedException {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(control + path))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(json))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new ProcessFailure("The simulator answered " + answer.statusCode() + " to " + path);
      }
      return answer.body();
    }
  }
}
