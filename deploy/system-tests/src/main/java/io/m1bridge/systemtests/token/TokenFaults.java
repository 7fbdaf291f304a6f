package io.m1bridge.systemtests.token;

import io.m1bridge.process.ProcessFailure;
import io.m1bridge.systemtests.Await;
import io.m1bridge.systemtests.Round;
import io.m1bridge.systemtests.SystemTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Three replicas of token-service against a provider that kills a grant whose refresh token comes
 * twice. A grant may be lost only between "M1 rotated" and "our commit is durable", and then it
 * must be known.
 */
public final class TokenFaults implements SystemTest {

  private static final int REPLICAS = 3;
  private static final int PROBES = 25;
  private static final Duration AFTER_DEATH = Duration.ofSeconds(10);
  private static final Duration AFTER_STOP = Duration.ofSeconds(2);
  private static final String HANDED_OUT = "handed-out-1";

  /** Short, where the deadline of an intent itself is not the point. */
  private static final Map<String, String> REPLAY_ONCE =
      Map.of(
          "m1bridge.token.refresh.unknown-outcome", "replay-once",
          "m1bridge.m1.token-timeout", "8s",
          "m1bridge.token.refresh.send-within", "2s",
          "m1bridge.token.refresh.answer-within", "12s");

  @Override
  public String name() {
    return "token";
  }

  @Override
  public String description() {
    return "3 replicas of token-service die, freeze, leave and join at every step of refresh and connect: one POST per generation, no grant lost";
  }

  @Override
  public int defaultRounds() {
    return 1;
  }

  @Override
  public void run(Round round) throws Exception {
    try (TokenCluster cluster = TokenCluster.start(round.processes(), REPLICAS, Map.of())) {
      Trial trial = new Trial(round, cluster);
      Stopped stopped = new Stopped(trial);
      List<String> probes =
          IntStream.rangeClosed(1, PROBES).mapToObj(number -> "probe-" + number).toList();
      prepare(cluster, stopped, probes);
      TakeOvers takeOvers = new TakeOvers(trial, probes, AFTER_DEATH, AFTER_STOP);
      Refreshes refreshes = new Refreshes(trial, probes);
      CrashMatrix matrix = new CrashMatrix(trial, takeOvers);
      try (HandOuts handOuts = new HandOuts(trial, HANDED_OUT)) {
        refreshes.measureWindow();
        refreshes.storm();
        trial.mustOutlastALateNotice(HANDED_OUT);
        stopped.run();
        matrix.run();
        refreshes.move(takeOvers);
        cluster.awaitStable();
        handOuts.failures().forEach((what, times) -> round.violation(what + ", " + times + "×"));
        round.say(handOuts.asked() + " tokens handed out meanwhile");
      }
      matrix.judge();
      refreshes.judgeStorm();
      takeOvers.judge();
      new ReplayOnce(trial).run(REPLAY_ONCE);
    }
  }

  private static void prepare(TokenCluster cluster, Stopped stopped, List<String> probes)
      throws InterruptedException {
    List<String> connected = new ArrayList<>(probes);
    connected.add(HANDED_OUT);
    connected.addAll(stopped.accounts());
    connected.addAll(CrashMatrix.connected());
    connected.addAll(ReplayOnce.accounts());
    for (String account : CrashMatrix.declared()) {
      cluster.declare(account);
    }
    ExecutorService people = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> connects = new ArrayList<>();
      for (String account : connected) {
        connects.add(
            people.submit(
                () -> {
                  cluster.connect(account);
                  return account;
                }));
      }
      for (Future<?> connect : connects) {
        connect.get();
      }
    } catch (ExecutionException e) {
      throw new ProcessFailure("Could not be tried: an account cannot be connected", e);
    } finally {
      people.shutdownNow();
    }
    Await.needs(
        "the records of all accounts",
        Duration.ofSeconds(20),
        () -> connected.stream().allMatch(account -> cluster.log().is(account, "Authorized", 1)));
  }
}
