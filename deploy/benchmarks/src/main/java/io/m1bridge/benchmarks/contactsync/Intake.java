package io.m1bridge.benchmarks.contactsync;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Statistics;
import io.m1bridge.benchmarks.Workbench;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * How fast contact-sync takes changes in that wait for it: checked, routed to their account and
 * folded into their contacts. No account is connected, so no call is made. {@value
 * Checkouts#AGAINST} names another checkout, built, whose contact-sync is measured beside this one,
 * in turns.
 */
public final class Intake implements Benchmark {

  private static final String HOST = "127.0.0.1";
  private static final String SERVICE = "contact-sync-service";
  private static final JsonHttp HTTP = new JsonHttp();
  private static final int CHANGES = 150_000;

  /** Taken in before the clock runs: with fewer the figure is that of the JIT. */
  private static final int WARM_UP = 50_000;

  private static final int CONTACTS = 10_000;
  private static final int ROUNDS = 5;
  private static final double LEAST_RATIO = 0.9;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  @Override
  public String name() {
    return "intake";
  }

  @Override
  public String description() {
    return "contact-sync takes 100,000 waiting changes in, 50,000 before: changes a second; median of 5; another checkout"
        + " beside it by "
        + Checkouts.AGAINST;
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    Map<String, List<Round>> rounds = new LinkedHashMap<>();
    for (int i = 0; i < ROUNDS; i++) {
      for (Map.Entry<String, Path> checkout : Checkouts.all().entrySet()) {
        rounds
            .computeIfAbsent(checkout.getKey(), name -> new ArrayList<>())
            .add(round(workbench, checkout.getValue(), checkout.getKey() + "-" + i));
      }
    }
    List<Round> mine = rounds.getOrDefault(Checkouts.OURS, List.of());
    List<Round> theirs = rounds.getOrDefault(Checkouts.OTHER, List.of());
    double ourRate = median(mine, Round::perSecond);
    Report.Builder report =
        Report.of(name())
            .figure("changesPerSecond", ourRate)
            .figure("cpuSecondsPer100k", median(mine, Round::cpuSeconds));
    if (!theirs.isEmpty()) {
      double otherRate = median(theirs, Round::perSecond);
      report
          .figure("otherChangesPerSecond", otherRate)
          .figure("otherCpuSecondsPer100k", median(theirs, Round::cpuSeconds))
          .atLeast("rateRatio", ourRate / otherRate, LEAST_RATIO);
    }
    return report.build();
  }

  private static double median(List<Round> rounds, Function<Round, Double> figure) {
    return Statistics.median(
        rounds.stream().map(figure).mapToDouble(Double::doubleValue).toArray());
  }

  /** Everything anew: a Kafka whose topic is full, then the service. */
  private static Round round(Workbench workbench, Path checkout, String name) throws Exception {
    Path directory = Files.createDirectories(workbench.processes().directory().resolve(name));
    try (LocalProcesses processes = LocalProcesses.in(directory)) {
      KafkaCluster kafka = KafkaCluster.start(processes, 1);
      fill(kafka);
      int port = FreePort.find();
      int management = FreePort.find();
      ServiceProcess service =
          processes.start(command(checkout, kafka, directory, port, management));
      service.awaitReady(uri(management, "/q/health/ready"), PATIENCE);
      Round round = measure(service, uri(port, "/v1/status"));
      workbench.say(
          "%s: %,.0f changes a second, %.1f s of processor per 100,000"
              .formatted(name, round.perSecond(), round.cpuSeconds()));
      return round;
    }
  }

  private static void fill(KafkaCluster kafka) throws Exception {
    try (KafkaTopics topics = KafkaTopics.of(kafka.bootstrapServers())) {
      topics.create(Topics.CONTACT_CHANGES);
      topics.create(Topics.ACCOUNTS);
    }
    ChangeGenerator generator =
        new ChangeGenerator(new Random(1), Clock.systemUTC(), "intake", "acme");
    List<CompletableFuture<?>> sent = new ArrayList<>(CHANGES);
    try (ChangeProducer producer =
        ChangeProducer.to(kafka.bootstrapServers(), Topics.CONTACT_CHANGES.name())) {
      generator.history(CONTACTS, CHANGES, change -> sent.add(producer.send(change.toRecord())));
    }
    CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)).get();
  }

  /** Neither the start of the process nor its warm-up is counted. */
  private static Round measure(ServiceProcess service, URI status) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long first = 0;
    while (first < WARM_UP) {
      first = taken(service, status, deadline);
    }
    long begun = System.nanoTime();
    Duration cpuBefore = service.cpuTime();
    long last = first;
    while (last < CHANGES) {
      last = taken(service, status, deadline);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    double cpu = service.cpuTime().minus(cpuBefore).toNanos() / 1e9;
    return new Round((CHANGES - first) / seconds, cpu * 100_000 / (CHANGES - first));
  }

  private static long taken(ServiceProcess service, URI status, long deadline)
      throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    JsonNode numbers = HTTP.get(status).ok();
    if (!service.isAlive() || System.nanoTime() > deadline) {
      throw new ProcessFailure(
          "Not all of "
              + CHANGES
              + " changes were taken in: "
              + numbers
              + ", "
              + service.logFile());
    }
    return numbers.path("accepted").asLong() + numbers.path("deadLetters").asLong();
  }

  private static JvmCommand command(
      Path checkout, KafkaCluster kafka, Path directory, int port, int management)
      throws IOException {
    String nobody = "http://" + HOST + ":9";
    return JvmCommand.ofJar(SERVICE, Checkouts.jar(checkout))
        .withJvmOptions("-Xmx512m", "-XX:+UseSerialGC")
        .withEnv("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())
        .withEnv("M1_API_URL", nobody + "/v2")
        .withEnv("M1_AUTH_URL", nobody)
        .withEnv("TOKEN_SERVICE_URL", nobody)
        .withEnv(
            "M1BRIDGE_CALLER_TOKEN_FILE",
            Files.writeString(directory.resolve("caller.jwt"), "not-checked-here"))
        .withEnv("M1BRIDGE_STREAMS_STATE_DIR", directory.resolve("state"))
        .withEnv("QUARKUS_HTTP_HOST", HOST)
        .withEnv("QUARKUS_HTTP_PORT", port)
        .withEnv("QUARKUS_MANAGEMENT_HOST", HOST)
        .withEnv("QUARKUS_MANAGEMENT_PORT", management);
  }

  private static URI uri(int port, String path) {
    return URI.create("http://" + HOST + ":" + port + path);
  }

  private record Round(double perSecond, double cpuSeconds) {}
}
