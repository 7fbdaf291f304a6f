package io.m1bridge.benchmarks;

import io.m1bridge.process.KafkaCluster;
import java.time.Duration;

/** How long a Kafka of one and of three nodes takes to start, and what it weighs. */
final class KafkaStart implements Benchmark {

  private static final double MIB = 1 << 20;

  @Override
  public String name() {
    return "kafka-start";
  }

  @Override
  public String description() {
    return "start, restart after SIGKILL and memory of a local Kafka of 1 and of 3 nodes";
  }

  @Override
  public Report run(Workbench workbench) {
    Report.Builder report = Report.of(name());
    for (int nodes : new int[] {1, 3}) {
      long began = System.nanoTime();
      try (KafkaCluster kafka =
          KafkaCluster.start(workbench.processes().directory().resolve(nodes + "-nodes"), nodes)) {
        report.figure("start" + nodes + "Ms", msSince(began));
        report.figure("resident" + nodes + "MiB", kafka.residentBytes() / MIB);
        began = System.nanoTime();
        kafka.sigkill(1);
        kafka.restart(1);
        kafka.awaitReady(Duration.ofSeconds(60));
        report.figure("restart" + nodes + "Ms", msSince(began));
      }
      workbench.say(nodes + " of 1 and 3 nodes done");
    }
    return report.build();
  }

  private static double msSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }
}
