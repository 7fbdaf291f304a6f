package io.m1bridge.benchmarks.contactsync;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.Topics;
import io.m1bridge.local.crm.ChangeGenerator;
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
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * contact-sync-service on a Kafka that holds changes. It finds neither M1 nor a token-service
 * unless its environment names them, so that no call is made: {@link SyncStack} does.
 */
final class LoneSync {

  private static final String HOST = "127.0.0.1";
  private static final String SERVICE = "contact-sync-service";
  private static final JsonHttp HTTP = new JsonHttp();

  private static final int CONTACTS_OF_A_CRM = 50_000;

  private static final Duration START_WITHIN = Duration.ofMinutes(10);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(60);
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
      topics.create(Topics.ACCOUNTS);
    }
    Random random = new Random(1);
    int crms = (contacts + CONTACTS_OF_A_CRM - 1) / CONTACTS_OF_A_CRM;
    try (ChangeFeed feed = ChangeFeed.to(kafka, Topics.CONTACT_CHANGES)) {
      for (int crm = 0; crm < crms; crm++) {
        new ChangeGenerator(random, Clock.systemUTC(), "intake" + crm, "acme")
            .history(
                share(contacts, crm, crms),
                share(changes, crm, crms),
                change -> feed.send(change.toRecord()));
      }
    }
  }

  /** The parts of a whole, which add up to it. */
  private static int share(int whole, int part, int parts) {
    return (int) ((long) whole * (part + 1) / parts - (long) whole * part / parts);
  }

  /**
   * Starts the service of a checkout, and waits until it is ready.
   *
   * @param environment further variables, by name; they win over what is set here
   */
  static LoneSync start(
      Path checkout,
      KafkaCluster kafka,
      LocalProcesses processes,
      Path directory,
      Map<String, String> environment)
      throws IOException {
    return start(SERVICE, checkout, kafka, processes, directory, environment);
  }

  /**
   * The same under another name, where one was started before with other variables.
   *
   * @param name of the process, which no other has
   */
  static LoneSync start(
      String name,
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
        JvmCommand.ofJar(name, Checkouts.jar(checkout))
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

  /** Ends it; its stores stay. */
  void stop() {
    process.terminate(STOP_WITHIN);
  }

  /** Starts it after {@link #stop}; it counts from 0 then. */
  void startAgain() {
    process.restart();
    awaitReady();
  }

  /**
   * Waits until so many changes are taken in, dead letters included.
   *
   * @return how many there were when it was looked at
   */
  long awaitTaken(long changes, Duration patience) throws IOException, InterruptedException {
    JsonNode numbers = await(changes, patience, "taken in", LoneSync::taken);
    return taken(numbers);
  }

  private static long taken(JsonNode numbers) {
    return numbers.path("accepted").asLong() + numbers.path("deadLetters").asLong();
  }

  /** Waits until so many changes have their result. */
  void awaitSettled(long changes, Duration patience) throws IOException, InterruptedException {
    await(changes, patience, "settled", numbers -> numbers.path("settled").asLong());
  }

  /** Where something of its REST is. */
  URI at(String path) {
    return status.resolve(path);
  }

  /** What it tells of itself: {@code GET /v1/status}. */
  JsonNode status() throws IOException {
    return HTTP.get(status).ok();
  }

  private JsonNode await(
      long changes, Duration patience, String what, ToLongFunction<JsonNode> count)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      JsonNode numbers = status();
      if (count.applyAsLong(numbers) >= changes) {
        return numbers;
      }
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new ProcessFailure(
            "Not all of %d changes were %s: %s, %s"
                .formatted(changes, what, numbers, process.logFile()));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
  }
}
