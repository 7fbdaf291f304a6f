package io.m1bridge.systemtests.alerts;

import io.m1bridge.contracts.Topics;
import io.m1bridge.process.CallerKeys;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.GeneratedKeyset;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.SimulatorProcess;
import io.m1bridge.process.http.SimulatorControl;
import io.m1bridge.systemtests.Await;
import io.m1bridge.systemtests.BytemanAgent;
import io.m1bridge.systemtests.token.Replica;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Kafka, M1's simulator and one of each service, set so that what takes hours takes seconds. */
final class Bridge {

  static final String TOKEN_SERVICE = "token-service";
  static final String CONTACT_SYNC = "contact-sync-service";
  static final String EDM_EVENT = "edm-event-service";

  private static final String HOST = "127.0.0.1";
  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration TOKEN_LIFE = Duration.ofHours(2);

  /** Changes of an account meet a bug. */
  private static final String BUG =
      """
      RULE a bug
      CLASS io.m1bridge.contactsync.task.ChangeIntake
      METHOD read
      AT ENTRY
      IF $1.account().value().equals("bug")
      DO throw new java.lang.IllegalStateException("made by a test")
      ENDRULE
      """;

  private final LocalProcesses processes;
  private final Path bug;
  private final CallerKeys keys;
  private final String uiToken = UUID.randomUUID().toString();
  private final KafkaCluster kafka;
  private final SimulatorProcess simulator;
  private final SimulatorControl m1;
  private final Map<String, Integer> managementPorts = new TreeMap<>();
  private final Map<String, ServiceProcess> services = new TreeMap<>();
  private final Replica tokens;

  private Bridge(LocalProcesses processes, Map<String, Map<String, String>> settings, Clock clock)
      throws Exception {
    this.processes = processes;
    this.keys = CallerKeys.generate(clock);
    this.bug = write("bug.btm", BUG);
    this.kafka = KafkaCluster.start(processes, 1);
    this.simulator = SimulatorProcess.start(processes);
    this.m1 = new SimulatorControl(simulator.control());
    try (Admin admin = Admin.create(connection())) {
      admin
          .createTopics(List.of(new NewTopic(Topics.CONTACT_CHANGES.name(), 4, (short) 1)))
          .all()
          .get();
    }
    URI tokenService = URI.create("http://" + HOST + ":" + FreePort.find());
    Path keyset = GeneratedKeyset.in(processes);
    Path publicKey = write("callers.pem", keys.publicKeyPem());
    start(
        service(TOKEN_SERVICE, tokenService.getPort(), tokenService, settings)
            .withEnv("M1BRIDGE_TOKEN_KEYSET_FILE", keyset)
            .withEnv("M1BRIDGE_JWT_PUBLIC_KEY_FILE", publicKey)
            .withEnv("M1BRIDGE_JWT_ISSUER", CallerKeys.ISSUER)
            .withEnv("M1BRIDGE_PUBLIC_URL", tokenService)
            .withEnv("M1BRIDGE_ADVERTISED_URL", tokenService));
    for (String name : List.of(CONTACT_SYNC, EDM_EVENT)) {
      String caller = name.substring(0, name.lastIndexOf('-'));
      start(
          service(name, FreePort.find(), tokenService, settings)
              .withEnv("M1BRIDGE_STREAMS_STATE_DIR", processes.directory().resolve(name + "-state"))
              .withEnv(
                  "M1BRIDGE_CALLER_TOKEN_FILE",
                  write(caller + ".jwt", keys.token(caller, TOKEN_LIFE))));
    }
    services.forEach((name, process) -> process.awaitReady(health(name), READY));
    this.tokens =
        new Replica(
            process(TOKEN_SERVICE),
            tokenService,
            URI.create("http://" + HOST + ":" + managementPorts.get(TOKEN_SERVICE)),
            keys,
            uiToken);
  }

  /**
   * Starts all of it and waits until it is ready.
   *
   * @param settings by service, by their names in the configuration
   */
  static Bridge start(
      LocalProcesses processes, Map<String, Map<String, String>> settings, Clock clock)
      throws Exception {
    return new Bridge(processes, settings, clock);
  }

  private JvmCommand service(
      String name, int port, URI tokenService, Map<String, Map<String, String>> settings) {
    int management = FreePort.find();
    managementPorts.put(name, management);
    JvmCommand command =
        JvmCommand.ofJar(name, ServiceJar.locate(name))
            .withEnv("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())
            .withEnv("M1_API_URL", simulator.apiUrl())
            .withEnv("M1_AUTH_URL", simulator.authUrl())
            .withEnv("TOKEN_SERVICE_URL", tokenService)
            .withEnv("M1BRIDGE_UI_TOKEN", uiToken)
            .withEnv("QUARKUS_HTTP_HOST", HOST)
            .withEnv("QUARKUS_HTTP_PORT", port)
            .withEnv("QUARKUS_MANAGEMENT_HOST", HOST)
            .withEnv("QUARKUS_MANAGEMENT_PORT", management);
    if (name.equals(CONTACT_SYNC)) {
      command =
          command.withJvmOptions(
              "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", BytemanAgent.option(bug));
    }
    for (Map.Entry<String, String> setting : settings.getOrDefault(name, Map.of()).entrySet()) {
      command = command.withSystemProperty(setting.getKey(), setting.getValue());
    }
    return command;
  }

  private void start(JvmCommand command) {
    services.put(command.name(), processes.start(command));
  }

  private URI health(String service) {
    return URI.create("http://" + HOST + ":" + managementPorts.get(service) + "/q/health/ready");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(processes.directory().resolve(name), text);
  }

  /** M1's side. */
  SimulatorControl m1() {
    return m1;
  }

  /** M1's own API. */
  URI m1Api() {
    return simulator.apiUrl();
  }

  /** Of Kafka's clients. */
  Map<String, Object> connection() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  ServiceProcess process(String service) {
    ServiceProcess process = services.get(service);
    if (process == null) {
      throw new IllegalArgumentException("No service: " + service);
    }
    return process;
  }

  /** Where each service shows its metrics. */
  Map<String, Integer> managementPorts() {
    return managementPorts;
  }

  /**
   * Makes an account at M1, declares it and gives consent.
   *
   * @param settings of the simulator's account, beside its client
   */
  void connect(String account, int callsPerHour, Map<String, Object> settings)
      throws InterruptedException {
    tokens.putAtM1(m1, account, settings);
    Await.needs(
        "the declaration of " + account,
        Duration.ofSeconds(30),
        () -> tokens.isDeclared(account, callsPerHour));
    Await.needs(
        "the connection of " + account,
        Duration.ofSeconds(60),
        () -> tokens.connect(account).equals("connected"));
  }
}
