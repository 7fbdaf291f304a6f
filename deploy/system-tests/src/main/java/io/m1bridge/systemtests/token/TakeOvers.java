package io.m1bridge.systemtests.token;

import io.m1bridge.process.ProcessFailure;
import io.m1bridge.systemtests.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long accounts have nobody who can write, after a death and after an orderly stop. */
final class TakeOvers {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Trial trial;
  private final List<String> probes;
  private final Duration mostAfterDeath;
  private final Duration mostAfterStop;
  private final List<Long> deaths = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> stops = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param probes accounts of many partitions
   * @param mostAfterDeath a longer median is a violation
   * @param mostAfterStop a longer median is a violation
   */
  TakeOvers(Trial trial, List<String> probes, Duration mostAfterDeath, Duration mostAfterStop) {
    this.trial = trial;
    this.probes = probes;
    this.mostAfterDeath = mostAfterDeath;
    this.mostAfterStop = mostAfterStop;
  }

  /** An account that this replica owns now. */
  String probe(Replica owner) {
    return probes.stream()
        .filter(probe -> trial.cluster().owner(probe).equals(owner))
        .findFirst()
        .orElseThrow(
            () -> new ProcessFailure("Could not be tried: no probe at " + owner.process().name()));
  }

  /** Right after the death of its owner: how long until another one can write, ms. */
  long afterDeath(Replica dead, String probe) throws InterruptedException {
    return measured(dead, probe, deaths, "SIGKILL");
  }

  /** Right after SIGTERM. */
  long afterStop(Replica stopping, String probe) throws InterruptedException {
    return measured(stopping, probe, stops, "SIGTERM");
  }

  private long measured(Replica gone, String probe, List<Long> figures, String signal)
      throws InterruptedException {
    long began = System.nanoTime();
    List<Replica> others = trial.cluster().others(gone);
    Await.needs(
        "a new owner after " + signal,
        PATIENCE,
        () ->
            !trial.cluster().owner(probe).equals(gone)
                && others.stream()
                    .filter(replica -> replica.process().isAlive())
                    .anyMatch(
                        replica -> replica.invalidate(probe, "nobody-has-it").status() == 204));
    long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    figures.add(millis);
    return millis;
  }

  /** Medians decide: a single one also measures whether the machine had a core to spare. */
  void judge() {
    judge(deaths, mostAfterDeath, "SIGKILL");
    judge(stops, mostAfterStop, "SIGTERM");
  }

  private void judge(List<Long> figures, Duration most, String signal) {
    List<Long> sorted = figures.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return;
    }
    long median = sorted.get(sorted.size() / 2);
    String figure = "take-over after " + signal + ": median " + median + " ms of " + sorted;
    trial.round().say(figure);
    if (median > most.toMillis()) {
      trial.round().violation(figure + ", not under " + most.toMillis() + " ms");
    }
  }
}
