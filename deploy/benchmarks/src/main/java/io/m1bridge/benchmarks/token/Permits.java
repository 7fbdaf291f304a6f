package io.m1bridge.benchmarks.token;

import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.benchmarks.token.PermitClient.Harvest;
import io.m1bridge.benchmarks.token.TokenBench.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** 1,000 accounts that two processes want more from than there is: processor time and fairness. */
public final class Permits implements Benchmark {

  private static final int ACCOUNTS = 1_000;
  private static final double CPU_PERCENT = 10;
  private static final double GRANTED_SHARE = 0.95;
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration MEASURED = Duration.ofSeconds(60);

  /** Permits per second of an account with 2,000 calls an hour: {@code BudgetRules}. */
  private static final double RATE = (2_000 * 0.98 - 20) / (3_600 + 30);

  @Override
  public String name() {
    return "permits";
  }

  @Override
  public String description() {
    return "1,000 accounts, 2 holders each, at full drip: processor time, granted, fairness";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    List<String> accounts = IntStream.range(0, ACCOUNTS).mapToObj(i -> "account-" + i).toList();
    TokenBench bench =
        TokenBench.start(workbench, accounts.stream().map(SeededAccount::invented).toList());
    List<Replica> replicas = new ArrayList<>(List.of(bench.replica("token-service")));
    List<PermitClient> clients =
        List.of("contact-sync", "edm-event").stream()
            .map(
                caller ->
                    new PermitClient(
                        caller, replicas.get(0).base(), bench.authorization(caller), accounts))
            .toList();
    run(clients, WARM_UP);
    workbench.say("warm");
    Measured one = measure(replicas, clients);
    workbench.say("one replica measured: " + one);
    for (int i = 2; i <= 3; i++) {
      replicas.add(bench.replica("token-service-" + i));
    }
    run(clients, WARM_UP);
    Measured three = measure(replicas, clients);
    workbench.say("three replicas measured: " + three);
    Harvest sync = one.harvests().get(0);
    Harvest edm = one.harvests().get(1);
    return Report.of(name())
        .atMost("cpuPercent", one.cpuPercent(), CPU_PERCENT)
        .atLeast("grantedShare", one.grantedShare(), GRANTED_SHARE)
        .figure("grantedPerSecond", one.grantedPerSecond())
        .figure("contactSyncLeastPermits", sync.least(accounts))
        .figure("contactSyncMostPermits", sync.most())
        .figure("edmEventLeastPermits", edm.least(accounts))
        .figure("edmEventMostPermits", edm.most())
        .figure("largestRequestKiB", Math.max(sync.largestBody(), edm.largestBody()) / 1024.0)
        .figure("threeReplicasCpuPercent", three.cpuPercent())
        .atLeast("threeReplicasGrantedShare", three.grantedShare(), GRANTED_SHARE)
        .build();
  }

  /**
   * A measured time.
   *
   * @param cpuPercent of one core, all replicas together
   */
  private record Measured(double cpuPercent, double seconds, List<Harvest> harvests) {

    double grantedPerSecond() {
      return harvests.stream().mapToLong(Harvest::total).sum() / seconds;
    }

    double grantedShare() {
      return grantedPerSecond() / (RATE * ACCOUNTS);
    }

    @Override
    public String toString() {
      return "%.1f %% of a core, %.0f permits a second (%.1f %%), denied %s, requests %s"
          .formatted(
              cpuPercent,
              grantedPerSecond(),
              100 * grantedShare(),
              harvests.stream().map(Harvest::denied).toList(),
              harvests.stream().map(Harvest::requests).toList());
    }
  }

  private static Measured measure(List<Replica> replicas, List<PermitClient> clients)
      throws Exception {
    Duration before = cpu(replicas);
    long began = System.nanoTime();
    List<Harvest> harvests = run(clients, MEASURED);
    double nanos = System.nanoTime() - began;
    return new Measured(100 * cpu(replicas).minus(before).toNanos() / nanos, nanos / 1e9, harvests);
  }

  private static Duration cpu(List<Replica> replicas) {
    return replicas.stream()
        .map(replica -> replica.process().cpuTime())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static List<Harvest> run(List<PermitClient> clients, Duration time) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    try {
      long deadline = System.nanoTime() + time.toNanos();
      List<Callable<Harvest>> runs = new ArrayList<>();
      clients.forEach(client -> runs.add(() -> client.runUntil(deadline)));
      List<Harvest> harvests = new ArrayList<>();
      for (Future<Harvest> each : threads.invokeAll(runs)) {
        harvests.add(each.get());
      }
      return harvests;
    } finally {
      threads.shutdownNow();
    }
  }
}
