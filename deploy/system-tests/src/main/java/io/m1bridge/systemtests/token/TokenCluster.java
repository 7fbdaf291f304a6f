package io.m1bridge.systemtests.token;

import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Topics;
import io.m1bridge.process.CallerKeys;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.GeneratedKeyset;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.SimulatorProcess;
import io.m1bridge.systemtests.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka, the simulator and some replicas of token-service, each ready to die by {@link Steps}. */
final class TokenCluster implements AutoCloseable {

  private static final int PARTITIONS = 24;
  private static final Duration READY = Duration.ofSeconds(90);

  private final LocalProcesses processes;
  private final Path directory;
  private final Steps steps;
  private final CallerKeys keys = CallerKeys.generate(Clock.systemUTC());
  private final String uiToken = UUID.randomUUID().toString();
  private final KafkaCluster kafka;
  private final SimulatorProcess simulatorProcess;
  private final Simulator simulator;
  private final Path keyset;
  private final LogWatch log;
  private List<Replica> replicas = List.of();

  private TokenCluster(LocalProcesses processes, int count, Map<String, String> settings)
      throws InterruptedException {
    this.processes = processes;
    this.directory = processes.directory();
    this.steps = Steps.in(directory);
    write("callers.pem", keys.publicKeyPem());
    this.kafka = KafkaCluster.start(processes, 1);
    this.simulatorProcess = SimulatorProcess.start(processes);
    this.simulator = new Simulator(simulatorProcess.control());
    simulator.detectReuse();
    this.keyset = GeneratedKeyset.in(processes);
    startReplicas("token", count, settings);
    this.log = new LogWatch(kafka.bootstrapServers());
    awaitStable();
  }

  /**
   * Starts all of it and waits until every partition has an owner.
   *
   * @param settings of the replicas, by their names in the configuration
   */
  static TokenCluster start(LocalProcesses processes, int count, Map<String, String> settings)
      throws InterruptedException {
    return new TokenCluster(processes, count, settings);
  }

  private void startReplicas(String name, int count, Map<String, String> settings) {
    replicas =
        IntStream.rangeClosed(1, count)
            .mapToObj(number -> replica(name + "-" + number, settings))
            .toList();
    replicas.forEach(
        replica ->
            replica.process().awaitReady(replica.management().resolve("/q/health/ready"), READY));
  }

  /** Stops all replicas and starts others with these settings on the same log. */
  void replaceReplicas(String name, Map<String, String> settings) throws InterruptedException {
    for (Replica replica : replicas) {
      replica.process().terminate(Duration.ofSeconds(15));
    }
    startReplicas(name, replicas.size(), settings);
    awaitStable();
  }

  Steps steps() {
    return steps;
  }

  Simulator simulator() {
    return simulator;
  }

  LogWatch log() {
    return log;
  }

  List<Replica> replicas() {
    return replicas;
  }

  List<Replica> others(Replica not) {
    return replicas.stream().filter(replica -> !replica.equals(not)).toList();
  }

  static int partition(String account) {
    return AccountPartitioner.partition(account, PARTITIONS);
  }

  /** The replica that said last that it owns the account. */
  Replica owner(String account) {
    return log.owner(partition(account))
        .flatMap(
            owner ->
                replicas.stream()
                    .filter(replica -> replica.base().equals(owner.address()))
                    .findFirst())
        .orElseThrow(() -> new ProcessFailure("Nobody says to own account " + account));
  }

  /** All replicas live, are ready, and own all partitions together; restarts what has died. */
  void awaitStable() throws InterruptedException {
    for (Replica replica : replicas) {
      if (!replica.process().isAlive()) {
        replica.process().restart();
      }
    }
    Await.needs(
        "an owner of every partition",
        READY,
        () ->
            replicas.stream().allMatch(Replica::isReady)
                && replicas.stream().mapToInt(Replica::ownedPartitions).sum() == PARTITIONS
                && IntStream.range(0, PARTITIONS).allMatch(this::isOwnedHere));
  }

  private boolean isOwnedHere(int partition) {
    return log.owner(partition)
        .filter(
            owner -> replicas.stream().anyMatch(replica -> replica.base().equals(owner.address())))
        .isPresent();
  }

  /** Declares an account at M1 and here, not connected. */
  void declare(String account) throws InterruptedException {
    simulator.account(account);
    Await.needs(
        "the declaration of " + account,
        Duration.ofSeconds(20),
        () ->
            replicas.stream()
                .anyMatch(
                    replica ->
                        replica.process().isAlive()
                            && replica.declare(account, 4_000).status() == 200));
    Await.needs(
        "the record of " + account,
        Duration.ofSeconds(20),
        () ->
            replicas.stream()
                .filter(replica -> replica.process().isAlive())
                .allMatch(replica -> replica.view(account).hasNonNull("account")));
  }

  /** Declares and connects it. */
  void connect(String account) throws InterruptedException {
    declare(account);
    List<String> ends = new ArrayList<>();
    Await.needs(
        "the connection of " + account + " " + ends,
        Duration.ofSeconds(30),
        () -> {
          ends.add(replicas.get(ends.size() % replicas.size()).connect(account));
          return ends.get(ends.size() - 1).equals("connected");
        });
  }

  /** A former owner that was slow says only now that it owns the account. */
  void lateNotice(String account, URI formerOwner) {
    String notice =
        "{\"instance\":\"%s\",\"address\":\"%s\"}".formatted(UUID.randomUUID(), formerOwner);
    int partition = partition(account);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(
              Topics.TOKEN_STATE.name(),
              partition,
              "@owner/" + partition,
              notice.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private Replica replica(String name, Map<String, String> settings) {
    List<Integer> ports = FreePort.find(2);
    URI base = URI.create("http://127.0.0.1:" + ports.get(0));
    JvmCommand command =
        JvmCommand.ofJar(name, ServiceJar.locate("token-service"))
            .withJvmOptions(
                "-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", steps.agent())
            .withEnv("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())
            .withEnv("M1_API_URL", simulatorProcess.apiUrl())
            .withEnv("M1_AUTH_URL", simulatorProcess.authUrl())
            .withEnv("M1BRIDGE_UI_TOKEN", uiToken)
            // What is reported here is reported as soon as there is a token.
            .withEnv("M1BRIDGE_TOKEN_REFRESH_NEW_TOKEN_KNOWN_AFTER", "0s")
            .withEnv("M1BRIDGE_TOKEN_KEYSET_FILE", keyset)
            .withEnv("M1BRIDGE_JWT_PUBLIC_KEY_FILE", directory.resolve("callers.pem"))
            .withEnv("M1BRIDGE_JWT_ISSUER", CallerKeys.ISSUER)
            // The same at all of them, as behind a load balancer; the test's browser goes where it
            // wants.
            .withEnv("M1BRIDGE_PUBLIC_URL", "http://127.0.0.1:1")
            .withEnv("M1BRIDGE_ADVERTISED_URL", base)
            .withEnv("QUARKUS_HTTP_HOST", "127.0.0.1")
            .withEnv("QUARKUS_HTTP_PORT", ports.get(0))
            .withEnv("QUARKUS_MANAGEMENT_HOST", "127.0.0.1")
            .withEnv("QUARKUS_MANAGEMENT_PORT", ports.get(1));
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      command = command.withSystemProperty(setting.getKey(), setting.getValue());
    }
    return new Replica(
        processes.start(command),
        base,
        URI.create("http://127.0.0.1:" + ports.get(1)),
        keys,
        uiToken);
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    log.close();
  }
}
