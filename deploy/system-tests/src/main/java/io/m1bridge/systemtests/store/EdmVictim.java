package io.m1bridge.systemtests.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.SimulatorProcess;
import io.m1bridge.process.http.SimulatorControl;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.systemtests.Round;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** edm-event-service: reads campaigns of the simulator into its ledger. */
final class EdmVictim implements Victim, AutoCloseable {

  private static final String SERVICE = "edm-event-service";
  private static final String APPLICATION = "edm-event";
  private static final String ACCOUNT = "demo";
  private static final int RECIPIENTS = 3_000;

  private final VictimProcess service;
  private final StubTokenService tokens;
  private final SimulatorControl m1;
  private final RandomGenerator random;

  private EdmVictim(
      VictimProcess service, StubTokenService tokens, SimulatorControl m1, RandomGenerator random) {
    this.service = service;
    this.tokens = tokens;
    this.m1 = m1;
    this.random = random;
  }

  /** Makes the accounts topic with one account, and starts the service. */
  static EdmVictim start(Round round, KafkaCluster kafka, SimulatorProcess simulator)
      throws Exception {
    Accounts.connect(kafka, ACCOUNT);
    SimulatorControl m1 = new SimulatorControl(simulator.control());
    JsonNode issued = m1.send("POST", "/accounts/" + ACCOUNT + "/tokens/issue", "");
    StubTokenService tokens = new StubTokenService(issued.path("accessToken").asText());
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
    EdmVictim victim =
        new EdmVictim(
            new VictimProcess(process, APPLICATION, state, management), tokens, m1, round.random());
    victim.service().awaitReady();
    return victim;
  }

  @Override
  public VictimProcess service() {
    return service;
  }

  @Override
  public void write() {
    m1.send(
        "POST",
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
}
