package io.m1bridge.systemtests.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.systemtests.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Refreshes without a death: the window in which one would lose a grant, a storm, and moves. */
final class Refreshes {

  private static final String BUCKET = "m1bridge_token_commit_seconds_bucket";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int GENERATIONS = 6;

  /**
   * M1 is some way off. An answer within a millisecond would meet the end of its own intent's
   * transaction, for which Kafka makes the next one of the partition wait.
   */
  private static final Duration NETWORK = Duration.ofMillis(50);

  /** In life refreshes do not come in bursts. */
  private static final long PACE_MILLIS = 150;

  private static final int CALLERS = 32;
  private static final String STORM = "storm-1";

  private final Trial trial;
  private final List<String> accounts;

  /**
   * @param accounts connected, with tokens of generation 1
   */
  Refreshes(Trial trial, List<String> accounts) {
    this.trial = trial;
    this.accounts = accounts;
  }

  /**
   * From M1's answer to the durable commit, over at least 100 refreshes by JVMs that have done it
   * before. A figure, not a violation: it measures the machine, too.
   */
  void measureWindow() throws InterruptedException {
    refresh(1, 2);
    Map<Double, Double> before = commits();
    refresh(2, GENERATIONS);
    Map<Double, Double> buckets = commits();
    before.forEach((bound, count) -> buckets.merge(bound, -count, Double::sum));
    double all = buckets.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    if (all < 100) {
      throw new ProcessFailure("Could not be tried: " + all + " commits were measured, not 100");
    }
    trial
        .round()
        .say(
            "answer to durable commit over %.0f refreshes: p50 under %.0f ms, p99 under %.0f ms"
                .formatted(
                    all,
                    quantile(buckets, 0.5 * all) * 1_000,
                    quantile(buckets, 0.99 * all) * 1_000));
  }

  private void refresh(long from, long to) throws InterruptedException {
    for (long generation = from; generation < to; generation++) {
      for (String account : accounts) {
        trial.m1().slowTokenCall(account, NETWORK, Duration.ZERO);
        trial.cluster().steps().go(account, generation);
        TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
      }
    }
    for (String account : accounts) {
      if (!Await.holds(SOON, () -> trial.log().is(account, "Authorized", to))) {
        trial.round().violation(account + " is " + trial.log().states(account));
      }
      trial.checkM1(account, to - 1);
    }
  }

  private Map<Double, Double> commits() {
    Map<Double, Double> buckets = new TreeMap<>();
    for (Replica replica : trial.cluster().replicas()) {
      for (String line : replica.metrics(BUCKET)) {
        double count = Double.parseDouble(line.substring(line.lastIndexOf(' ')));
        buckets.merge(bound(line), count, Double::sum);
      }
    }
    return buckets;
  }

  private static double bound(String line) {
    String text = line.replaceAll(".*le=\"([^\"]+)\".*", "$1");
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  private static double quantile(Map<Double, Double> buckets, double count) {
    return buckets.entrySet().stream()
        .filter(bucket -> bucket.getValue() >= count)
        .map(Map.Entry::getKey)
        .min(Comparator.naturalOrder())
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** E10101 for everyone at once: one refresh. */
  void storm() throws InterruptedException {
    trial.cluster().steps().freshTokens(true);
    trial.cluster().connect(STORM);
    JsonNode token = trial.cluster().replicas().get(0).token(STORM).json();
    String fingerprint = token.path("fingerprint").asText();
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Callable<Integer>> reports = new ArrayList<>();
      IntStream.range(0, CALLERS)
          .forEach(
              caller -> {
                List<Replica> replicas = trial.cluster().replicas();
                Replica replica = replicas.get(caller % replicas.size());
                reports.add(() -> replica.invalidate(STORM, fingerprint).status());
              });
      for (Future<Integer> report : callers.invokeAll(reports)) {
        if (report.get() != 204) {
          trial.round().violation("a report of E10101 was answered " + report.get());
        }
      }
    } catch (ExecutionException e) {
      throw new ProcessFailure("A caller broke", e);
    } finally {
      callers.shutdownNow();
    }
    if (!Await.holds(SOON, () -> trial.log().is(STORM, "Authorized", 2))) {
      trial.round().violation(STORM + " is " + trial.log().states(STORM));
    }
    for (Replica replica : trial.cluster().replicas()) {
      replica.invalidate(STORM, fingerprint);
    }
    trial.cluster().steps().freshTokens(false);
  }

  /** After a while. */
  void judgeStorm() {
    trial.checkM1(STORM, 1);
  }

  /** Owners leave in an orderly way while a POST of theirs is under way, and come back. */
  void move(TakeOvers takeOvers) throws InterruptedException {
    for (int replica = 0; replica < trial.cluster().replicas().size(); replica++) {
      leave(trial.cluster().replicas().get(replica), takeOvers);
    }
  }

  private void leave(Replica leaving, TakeOvers takeOvers) throws InterruptedException {
    trial.cluster().awaitStable();
    String moving = takeOvers.probe(leaving);
    long generation = generation(moving);
    trial.m1().slowTokenCall(moving, Duration.ofSeconds(5), Duration.ZERO);
    trial.cluster().steps().go(moving, generation);
    Await.needs("the intent", SOON, () -> trial.log().is(moving, "Refreshing", generation));
    trial.leaveAlone(leaving);
    ProcessHandle.of(leaving.process().pid()).ifPresent(ProcessHandle::destroy);
    long millis = takeOvers.afterStop(leaving, moving);
    trial.round().fault("sigterm token-service in the middle of a refresh");
    trial.round().say("  taken over after " + millis + " ms");
    Await.needs("its end", SOON, () -> !leaving.process().isAlive());
    if (!Await.holds(
        Duration.ofSeconds(10), () -> trial.log().is(moving, "Authorized", generation + 1))) {
      trial.round().violation(moving + " lost its tokens: " + trial.log().states(moving));
    }
    trial.checkM1(moving, generation);
    join(leaving);
    trial.askAgain(leaving);
  }

  /** A replica comes, and takes partitions away in the middle of refreshes. */
  private void join(Replica coming) throws InterruptedException {
    coming.process().restart();
    Await.needs("its first answer", Duration.ofSeconds(60), coming::answers);
    List<String> moving =
        accounts.stream().filter(account -> generation(account) >= GENERATIONS).toList();
    Map<String, Long> before = new TreeMap<>();
    for (String account : moving) {
      before.put(account, generation(account));
      trial.m1().slowTokenCall(account, Duration.ofSeconds(5), Duration.ZERO);
      trial.cluster().steps().go(account, before.get(account));
    }
    int moved = 0;
    for (Map.Entry<String, Long> entry : before.entrySet()) {
      String account = entry.getKey();
      long next = entry.getValue() + 1;
      if (!Await.holds(SOON, () -> trial.log().is(account, "Authorized", next))) {
        trial.round().violation(account + " lost its tokens: " + trial.log().states(account));
      }
      trial.checkM1(account, entry.getValue());
      moved += movedMeanwhile(account, entry.getValue()) ? 1 : 0;
    }
    trial.round().say("  " + moved + " of " + moving.size() + " refreshes moved to the newcomer");
  }

  private boolean movedMeanwhile(String account, long generation) {
    List<LogWatch.State> states = trial.log().states(account);
    long intent =
        states.stream()
            .filter(s -> s.kind().equals("Refreshing") && s.generation() == generation)
            .mapToLong(LogWatch.State::at)
            .max()
            .orElse(Long.MAX_VALUE);
    long end = states.get(states.size() - 1).at();
    return trial.log().owners(TokenCluster.partition(account)).stream()
        .anyMatch(owner -> owner.at() > intent && owner.at() < end);
  }

  private long generation(String account) {
    return trial.log().state(account).map(LogWatch.State::generation).orElse(0L);
  }
}
