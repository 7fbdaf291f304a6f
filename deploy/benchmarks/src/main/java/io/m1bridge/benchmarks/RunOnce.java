package io.m1bridge.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.process.Checkout;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ServiceProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ./run --once} with its default numbers: time, calls and memory of everything together. */
final class RunOnce implements Benchmark {

  private static final double SECONDS = 90;
  private static final double CALLS = 40;
  private static final double RESIDENT_MIB = 2.5 * 1024;
  private static final Duration TIMEOUT = Duration.ofMinutes(8);
  private static final Duration SAMPLE = Duration.ofMillis(500);

  @Override
  public String name() {
    return "run-once";
  }

  @Override
  public String description() {
    return "./run --once: 10,000 changes over 2,000 contacts, 3 campaigns; seconds, contact calls, memory";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    Path checkout = Checkout.root();
    Path data = workbench.processes().directory().resolve("data");
    ServiceProcess run =
        workbench
            .processes()
            .start(
                JvmCommand.ofJar("run-once", checkout.resolve("deploy/local/target/local.jar"))
                    .withSystemProperty("m1bridge.checkout", checkout)
                    .withSystemProperty(
                        "m1bridge.kafka.home",
                        checkout.resolve("common/local-processes/target/kafka-broker"))
                    .withArguments("--once", "--json", "--dir", data.toString()));
    long mostBytes = watch(run);
    int exit = run.awaitExit(Duration.ZERO);
    JsonNode figures = lastJson(run.logFile());
    if (exit != 0) {
      throw new ProcessFailure("./run --once ended with exit code " + exit + ": " + figures);
    }
    return Report.of(name())
        .atMost("seconds", figures.path("seconds").asDouble(), SECONDS)
        .atMost("calls", figures.path("calls").asDouble(), CALLS)
        .atMost("residentMiB", mostBytes / (double) (1 << 20), RESIDENT_MIB)
        .figure("changes", figures.path("changes").asDouble())
        .figure("contacts", figures.path("contacts").asDouble())
        .figure("engagementRows", figures.path("engagementRows").asDouble())
        .build();
  }

  /** Returns the most memory that all processes held at once. */
  private static long watch(ServiceProcess run) throws InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    long most = 0;
    while (run.isAlive()) {
      most = Math.max(most, run.treeResidentBytes());
      if (System.nanoTime() > deadline) {
        throw new ProcessFailure(
            "./run --once still runs after " + TIMEOUT.toMinutes() + " minutes: " + run.logFile());
      }
      TimeUnit.MILLISECONDS.sleep(SAMPLE.toMillis());
    }
    return most;
  }

  private static JsonNode lastJson(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).startsWith("{\"contacts\"")) {
        return new ObjectMapper().readTree(lines.get(i));
      }
    }
    throw new ProcessFailure("./run --once --json printed no figures: " + log);
  }
}
