package io.m1bridge.benchmarks.token;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.benchmarks.ServiceMain;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.process.CallerKeys;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A Kafka, accounts in its log, and replicas of token-service as its README says to run them. */
public final class TokenBench {

  /** What token-service's README recommends. */
  static final String[] JVM_OPTIONS = {
    "-Xmx192m", "-Xss512k", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"
  };

  private static final Duration JWT_LIFE = Duration.ofHours(1);
  private static final Duration START = Duration.ofMinutes(2);

  /** Nobody listens there: an account that is not due for a refresh never needs M1. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  private final Workbench workbench;
  private final CallerKeys keys = CallerKeys.generate(Clock.systemUTC());
  private final KafkaCluster kafka;
  private final Path directory;
  private final Path publicKey;

  private TokenBench(Workbench workbench, KafkaCluster kafka, Path publicKey) {
    this.workbench = workbench;
    this.kafka = kafka;
    this.directory = workbench.processes().directory();
    this.publicKey = publicKey;
  }

  /**
   * A replica.
   *
   * @param base of {@code /v1}
   * @param management of {@code /q}
   */
  public record Replica(ServiceProcess process, URI base, URI management) {
    URI token(String account) {
      return base.resolve("/v1/accounts/" + account + "/token");
    }
  }

  /** Starts Kafka and writes these accounts into the log. */
  public static TokenBench start(Workbench workbench, List<SeededAccount> accounts)
      throws IOException {
    Path directory = workbench.processes().directory();
    KafkaCluster kafka = KafkaCluster.start(workbench.processes(), 1);
    TokenBench bench = new TokenBench(workbench, kafka, directory.resolve("callers.pem"));
    Files.writeString(bench.publicKey, bench.keys.publicKeyPem());
    bench.seed(accounts);
    return bench;
  }

  private void seed(List<SeededAccount> accounts) throws IOException {
    Path file = directory.resolve("accounts.json");
    new ObjectMapper().writeValue(file.toFile(), accounts);
    ServiceProcess seeding =
        workbench
            .processes()
            .start(
                ServiceMain.command("seed", ServiceJar.locate("token-service"), SeedMain.class)
                    .withArguments(kafka.bootstrapServers(), keyset().toString(), file.toString()));
    if (seeding.awaitExit(START) != 0) {
      throw new ProcessFailure("The accounts could not be written: see " + seeding.logFile());
    }
    workbench.say(accounts.size() + " accounts are in the log");
  }

  private Path keyset() {
    return directory.resolve("keyset.json");
  }

  /** The cluster with the log. */
  public KafkaCluster kafka() {
    return kafka;
  }

  /** Starts a replica that has no M1, and waits until it is ready. */
  public Replica replica(String name) {
    return ready(launch(name, NOWHERE));
  }

  /** Starts a replica and does not wait. */
  Replica launch(String name, URI auth) {
    List<Integer> ports = FreePort.find(2);
    String base = "http://127.0.0.1:" + ports.get(0);
    String management = "http://127.0.0.1:" + ports.get(1);
    JvmCommand command =
        listening(JvmCommand.ofJar(name, ServiceJar.locate("token-service")), ports.get(0))
            .withEnv("QUARKUS_MANAGEMENT_HOST", "127.0.0.1")
            .withEnv("QUARKUS_MANAGEMENT_PORT", ports.get(1))
            .withEnv("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())
            .withEnv("M1_AUTH_URL", auth)
            .withEnv("M1_API_URL", auth.resolve("/v2"))
            // What is reported here is reported as soon as there is a token.
            .withEnv("M1BRIDGE_TOKEN_REFRESH_NEW_TOKEN_KNOWN_AFTER", "0s")
            .withEnv("M1BRIDGE_TOKEN_KEYSET_FILE", keyset())
            .withEnv("M1BRIDGE_PUBLIC_URL", base)
            .withEnv("M1BRIDGE_ADVERTISED_URL", base);
    return new Replica(
        workbench.processes().start(command), URI.create(base), URI.create(management));
  }

  /** Waits until it owns its share and may be used. */
  public Replica ready(Replica replica) {
    replica.process().awaitReady(replica.management().resolve("/q/health/ready"), START);
    return replica;
  }

  /** The same JVM options, key and address for whatever is measured. */
  JvmCommand listening(JvmCommand command, int port) {
    return command
        .withJvmOptions(JVM_OPTIONS)
        .withEnv("QUARKUS_HTTP_HOST", "127.0.0.1")
        .withEnv("QUARKUS_HTTP_PORT", port)
        .withEnv("M1BRIDGE_JWT_PUBLIC_KEY_FILE", publicKey);
  }

  /** A value of the header Authorization. */
  String authorization(String caller) {
    return "Bearer " + token(caller);
  }

  /** The JWT of a caller, good for an hour. */
  public String token(String caller) {
    return keys.token(caller, JWT_LIFE);
  }
}
