package io.m1bridge.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.process.Checkout;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./run --once --json} as a child. */
final class RunOnceProcess {

  private static final List<String> MUST_BE_ZERO =
      List.of("mismatches", "unsettled", "engagementLost", "engagementDuplicated", "overLimit");

  private static final List<String> ONLY_TOLD_IF_NOT_ZERO = List.of("tablesWrong", "outOfOrder");

  private static final Duration UNDER_WAY = Duration.ofMinutes(3);

  private RunOnceProcess() {}

  /** Starts it with its data in the children's directory. */
  static ServiceProcess start(LocalProcesses processes, List<String> options) {
    return start(processes, options, Checkout.root());
  }

  /**
   * The same with other services.
   *
   * @param services where the modules of the services stand, as in a checkout
   */
  static ServiceProcess start(LocalProcesses processes, List<String> options, Path services) {
    Path checkout = Checkout.root();
    List<String> arguments =
        new ArrayList<>(List.of("--once", "--json", "--dir", directory(processes).toString()));
    arguments.addAll(options);
    return processes.start(
        JvmCommand.ofJar("run-once", checkout.resolve("deploy/local/target/local.jar"))
            .withSystemProperty("m1bridge.checkout", services)
            .withSystemProperty(
                "m1bridge.kafka.home",
                checkout.resolve("common/local-processes/target/kafka-broker"))
            .withArguments(arguments.toArray(String[]::new)));
  }

  /** Where it keeps its data. */
  static Path directory(LocalProcesses processes) {
    return processes.directory().resolve("data");
  }

  /** Each figure that has to be 0 and is not, and an exit code that says so, is a violation. */
  static void check(JsonNode figures, int exit, String when, Round round) {
    for (String figure : MUST_BE_ZERO) {
      if (figures.path(figure).asLong(-1) != 0) {
        round.violation(figure + " is " + figures.path(figure) + " " + when);
      }
    }
    for (String figure : ONLY_TOLD_IF_NOT_ZERO) {
      if (figures.path(figure).asLong() != 0) {
        round.violation(figure + " is " + figures.path(figure) + " " + when);
      }
    }
    if (exit != 0) {
      round.violation("./run --once ended with exit code " + exit + " " + when);
    }
  }

  /**
   * Waits until it prints this.
   *
   * @throws ProcessFailure if it does not within some minutes
   */
  static void awaitLine(ServiceProcess run, String containing)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + UNDER_WAY.toNanos();
    while (lines(run, containing).isEmpty()) {
      if (!run.isAlive() || System.nanoTime() > deadline) {
        throw new ProcessFailure(
            "./run --once did not say \"" + containing + "\": " + run.logFile());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Returns what it printed of this. */
  static List<String> lines(ServiceProcess run, String containing) throws IOException {
    try (Stream<String> lines = Files.lines(run.logFile())) {
      return lines.filter(line -> line.contains(containing)).toList();
    }
  }

  /** Returns the last line of JSON that it printed. */
  static JsonNode figures(ServiceProcess run) {
    try {
      List<String> lines = Files.readAllLines(run.logFile(), StandardCharsets.UTF_8);
      for (int i = lines.size() - 1; i >= 0; i--) {
        if (lines.get(i).startsWith("{\"contacts\"")) {
          return new ObjectMapper().readTree(lines.get(i));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + run.logFile(), e);
    }
    throw new ProcessFailure("./run --once --json printed no figures: " + run.logFile());
  }
}
