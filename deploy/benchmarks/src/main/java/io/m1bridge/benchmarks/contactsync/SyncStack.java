package io.m1bridge.benchmarks.contactsync;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.benchmarks.token.SeededAccount;
import io.m1bridge.benchmarks.token.SimulatedAccount;
import io.m1bridge.benchmarks.token.TokenBench;
import io.m1bridge.contracts.Topics;
import io.m1bridge.local.simulator.Simulator;
import io.m1bridge.process.Checkout;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.SimulatorProcess;
import io.m1bridge.process.http.SimulatorControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that contact-sync needs to call M1, with real permits: Kafka, the simulator, token-service,
 * and accounts that are connected.
 */
final class SyncStack {

  private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

  private final Workbench workbench;
  private final SimulatorProcess simulator;
  private final Map<String, SeededAccount> accounts;
  private final TokenBench tokens;
  private final TokenBench.Replica tokenService;

  private SyncStack(
      Workbench workbench,
      SimulatorProcess simulator,
      Map<String, SeededAccount> accounts,
      TokenBench tokens) {
    this.workbench = workbench;
    this.simulator = simulator;
    this.accounts = accounts;
    this.tokens = tokens;
    this.tokenService = tokens.replica("token-service");
  }

  /** Starts everything but contact-sync; each account has so many calls an hour. */
  static SyncStack start(Workbench workbench, int callsPerHour, List<String> accounts)
      throws IOException {
    SimulatorProcess simulator = SimulatorProcess.start(workbench.processes());
    Map<String, SeededAccount> connected = new HashMap<>();
    for (String account : accounts) {
      connected.put(account, SimulatedAccount.make(simulator, account, callsPerHour).connected());
    }
    TokenBench tokens = TokenBench.start(workbench, List.copyOf(connected.values()));
    return new SyncStack(workbench, simulator, connected, tokens);
  }

  /** The calls an hour that make so many permits a second: token-service's {@code BudgetRules}. */
  static int callsPerHour(double permitsPerSecond) {
    return (int) Math.ceil((permitsPerSecond * (3_600 + 30) + 20) / 0.98);
  }

  /**
   * Starts contact-sync and waits until it is ready.
   *
   * @param settings further environment variables
   */
  LoneSync sync(Map<String, String> settings) throws IOException {
    return sync("contact-sync-service", settings);
  }

  /**
   * The same after another one was stopped: it goes on with its stores.
   *
   * @param name of the process, which no other has
   */
  LoneSync sync(String name, Map<String, String> settings) throws IOException {
    Path directory = directory();
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("M1_API_URL", simulator.apiUrl().toString());
    environment.put("M1_AUTH_URL", simulator.authUrl().toString());
    environment.put("TOKEN_SERVICE_URL", tokenService.base().toString());
    environment.put(
        "M1BRIDGE_CALLER_TOKEN_FILE",
        Files.writeString(directory.resolve("contact-sync.jwt"), tokens.token("contact-sync"))
            .toString());
    return LoneSync.start(
        name, Checkout.root(), kafka(), workbench.processes(), directory, environment);
  }

  /** From now on there are no permits, so that no call is made. */
  void stopPermits() {
    tokenService.process().terminate(STOP_WITHIN);
  }

  /** There are permits again, as if token-service had just been started. */
  void startPermits() {
    tokenService.process().restart();
    tokens.ready(tokenService);
  }

  /** For what a run leaves on the disk. */
  Path directory() {
    return workbench.processes().directory();
  }

  KafkaCluster kafka() {
    return tokens.kafka();
  }

  /** Fills the topic of changes, which is made here. */
  ChangeFeed changes() {
    return ChangeFeed.to(kafka(), Topics.CONTACT_CHANGES);
  }

  /** What M1 holds and counted. */
  Simulator m1(String account) {
    return new Simulator(simulator.base(), account);
  }

  /** Calls below {@code contact/} so far, as M1 counted them. */
  long contactCalls(String account) throws IOException {
    return m1(account).calls().contact();
  }

  /** How many calls of each path M1 counted, for whoever wonders what they were for. */
  Map<String, Integer> callsByPath(String account) {
    Map<String, Integer> calls = new TreeMap<>();
    for (JsonNode call : control().get("/accounts/" + account + "/calls")) {
      calls.merge(call.path("path").asText(), 1, Integer::sum);
    }
    return calls;
  }

  /** How many contacts M1 holds. */
  long contacts(String account) throws IOException {
    long[] contacts = {0};
    m1(account).contacts(contact -> contacts[0]++);
    return contacts[0];
  }

  /** Sets behaviour and faults. */
  SimulatorControl control() {
    return new SimulatorControl(simulator.control());
  }

  /** What calls of M1 need beside a token. */
  String apiUrl() {
    return simulator.apiUrl().toString();
  }

  /** A token of M1, as token-service hands it out. */
  String accessToken(String account) {
    SeededAccount connected = accounts.get(account);
    if (connected == null) {
      throw new IllegalArgumentException("There is no account " + account);
    }
    return connected.accessToken();
  }
}
