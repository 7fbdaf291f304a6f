package io.m1bridge.benchmarks.contactsync;

import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Statistics;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.LocalProcesses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How fast contact-sync takes changes in that wait for it: checked, routed to their account and
 * folded into their contacts. No account is connected, so no call is made. {@value
 * Checkouts#AGAINST} names another checkout, built, whose contact-sync is measured beside this one,
 * in turns.
 */
public final class Intake implements Benchmark {

  private static final int CHANGES = 150_000;

  /** Taken in before the clock runs: with fewer the figure is that of the JIT. */
  private static final int WARM_UP = 50_000;

  private static final int CONTACTS = 10_000;
  private static final int ROUNDS = 5;
  private static final double LEAST_RATIO = 0.9;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

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
      LoneSync.fill(kafka, CONTACTS, CHANGES);
      Round round = measure(LoneSync.start(checkout, kafka, processes, directory, Map.of()));
      workbench.say(
          "%s: %,.0f changes a second, %.1f s of processor per 100,000"
              .formatted(name, round.perSecond(), round.cpuSeconds()));
      return round;
    }
  }

  /** Neither the start of the process nor its warm-up is counted. */
  private static Round measure(LoneSync service) throws Exception {
    long first = service.awaitTaken(WARM_UP, PATIENCE);
    long begun = System.nanoTime();
    Duration cpuBefore = service.process().cpuTime();
    service.awaitTaken(CHANGES, PATIENCE);
    double seconds = (System.nanoTime() - begun) / 1e9;
    double cpu = service.process().cpuTime().minus(cpuBefore).toNanos() / 1e9;
    return new Round((CHANGES - first) / seconds, cpu * 100_000 / (CHANGES - first));
  }

  private record Round(double perSecond, double cpuSeconds) {}
}
