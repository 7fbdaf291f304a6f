package io.m1bridge.benchmarks.contactsync;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.Topics;
import io.m1bridge.local.crm.ChangeGenerator;
import io.m1bridge.local.crm.ChangeProducer;
import io.m1bridge.local.stack.KafkaTopics;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * contact-sync-service on a Kafka that holds changes of one account. The account is not connected,
 * so that no call is made.
 */
final class LoneSync {

  private static final String HOST = "127.0.0.1";
  private static final String SERVICE = "contact-sync-service";
  private static final JsonHttp HTTP = new JsonHttp();

  /** Changes that wait to be sent: with a million of them the heap was full. */
  private static final int CONTACTS_OF_A_CRM = 50_000;

  private static final int MOST_UNDER_WAY = 10_000;

  private static final Duration START_WITHIN = Duration.ofMinutes(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final ServiceProcess process;
  private final Path stateDirectory;
  private final URI ready;
  private final URI status;

  private LoneSync(ServiceProcess process, Path stateDirectory, URI ready, URI status) {
    this.process = process;
    this.stateDirectory = stateDirectory;
    this.ready = ready;
    this.status = status;
  }

  /**
   * Fills the topic of changes, by one CRM after the other: a CRM holds its contacts, and a million
   * would not fit into this process.
   */
  static void fill(KafkaCluster kafka, int contacts, int changes) throws Exception {
    try (KafkaTopics topics = KafkaTopics.of(kafka.bootstrapServers())) {
      topics.create(Topics.CONTACT_CHANGES);
      topics.create(Topics.ACCOUNTS);
    }
    Random random = new Random(1);
    int crms = (contacts + CONTACTS_OF_A_CRM - 1) / CONTACTS_OF_A_CRM;
    Deque<CompletableFuture<?>> sent = new ArrayDeque<>();
    try (ChangeProducer producer =
        ChangeProducer.to(kafka.bootstrapServers(), Topics.CONTACT_CHANGES.name())) {
      for (int crm = 0; crm < crms; crm++) {
        new ChangeGenerator(random, Clock.systemUTC(), "intake" + crm, "acme")
            .history(
                share(contacts, crm, crms),
                share(changes, crm, crms),
                change -> {
                  sent.addLast(producer.send(change.toRecord()));
                  if (sent.size() > MOST_UNDER_WAY) {
                    sent.removeFirst().join();
                  }
                });
      }
    }
    sent.forEach(CompletableFuture::join);
  }

  /** The parts of a whole, which add up to it. */
  private static int share(int whole, int part, int parts) {
    return (int) ((long) whole * (part + 1) / parts - (long) whole * part / parts);
  }

  /**
   * Starts the service of a checkout, and waits until it is ready.
   *
   * @param environment further variables, by name
   */
  static LoneSync start(
      Path checkout,
      KafkaCluster kafka,
      LocalProcesses processes,
      Path directory,
      Map<String, String> environment)
      throws IOException {
    String nobody = "http://" + HOST + ":9";
    int port = FreePort.find();
    int management = FreePort.find();
    Path state = directory.resolve("state");
    JvmCommand command =
        JvmCommand.ofJar(SERVICE, Checkouts.jar(checkout))
            .withJvmOptions("-Xmx512m", "-XX:+UseSerialGC")
            .withEnv("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())
            .withEnv("M1_API_URL", nobody + "/v2")
            .withEnv("M1_AUTH_URL", nobody)
            .withEnv("TOKEN_SERVICE_URL", nobody)
            .withEnv(
                "M1BRIDGE_CALLER_TOKEN_FILE",
                Files.writeString(directory.resolve("caller.jwt"), "not-checked-here"))
            .withEnv("M1BRIDGE_STREAMS_STATE_DIR", state)
            .withEnv("QUARKUS_HTTP_HOST", HOST)
            .withEnv("QUARKUS_HTTP_PORT", port)
            .withEnv("QUARKUS_MANAGEMENT_HOST", HOST)
            .withEnv("QUARKUS_MANAGEMENT_PORT", management);
    for (Map.Entry<String, String> one : environment.entrySet()) {
      command = command.withEnv(one.getKey(), one.getValue());
    }
    LoneSync started =
        new LoneSync(
            processes.start(command),
            state,
            uri(management, "/q/health/ready"),
            uri(port, "/v1/status"));
    started.awaitReady();
    return started;
  }

  private static URI uri(int port, String path) {
    return URI.create("http://" + HOST + ":" + port + path);
  }

  ServiceProcess process() {
    return process;
  }

  /** Where its stores are. */
  Path stateDirectory() {
    return stateDirectory;
  }

  /** All stores are there, restored where they had to be. */
  void awaitReady() {
    process.awaitReady(ready, START_WITHIN);
  }

  /**
   * Waits until so many changes are taken in, dead letters included.
   *
   * @return how many there were when it was looked at
   */
  long awaitTaken(long changes, Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long taken = 0;
    while (taken < changes) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
      JsonNode numbers = HTTP.get(status).ok();
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new ProcessFailure(
            "Not all of "
                + changes
                + " changes were taken in: "
                + numbers
                + ", "
                + process.logFile());
      }
      taken = numbers.path("accepted").asLong() + numbers.path("deadLetters").asLong();
    }
    return taken;
  }
}
