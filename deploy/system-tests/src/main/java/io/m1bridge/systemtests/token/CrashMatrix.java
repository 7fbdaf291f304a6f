package io.m1bridge.systemtests.token;

import io.m1bridge.process.ProcessFailure;
import io.m1bridge.systemtests.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The death of an owner at every step of a refresh, of a hand-over and of a connect. */
final class CrashMatrix {

  /** What {@code Runtime.halt(-1)} of the rules leaves. */
  private static final int HALTED = 255;

  /** SIGKILL as a shell tells it. */
  private static final int KILLED = 137;

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Refresh: what an outsider sees when the owner died at this step. */
  private static final Map<String, Integer> POSTS_OF_AMBIGUOUS =
      Map.of("after-intent", 0, "posted", 1, "answered", 1, "in-transaction", 1);

  private static final List<String> REFRESH =
      List.of("after-intent", "posted", "answered", "in-transaction", "before-intent", "committed");
  private static final List<String> HAND_OVER = List.of("undelivered", "delivered", "taken-over");
  private static final List<String> CONNECT =
      List.of("before-exchange", "exchanging", "exchanged", "confirming", "connected");

  private final Trial trial;
  private final TakeOvers takeOvers;

  CrashMatrix(Trial trial, TakeOvers takeOvers) {
    this.trial = trial;
    this.takeOvers = takeOvers;
  }

  /** Accounts that must be connected before. */
  static List<String> connected() {
    List<String> accounts = new ArrayList<>();
    REFRESH.forEach(step -> accounts.add(account(step)));
    HAND_OVER.forEach(step -> accounts.add(account(step)));
    return accounts;
  }

  /** Accounts that must be declared before. */
  static List<String> declared() {
    return CONNECT.stream().map(CrashMatrix::account).toList();
  }

  private static String account(String step) {
    return step + "-1";
  }

  /** All deaths, one after the other; what only time can show is looked at in the end. */
  void run() throws InterruptedException {
    for (String step : REFRESH) {
      refresh(step);
    }
    for (String step : HAND_OVER) {
      handOver(step);
    }
    for (String step : CONNECT) {
      connect(step);
    }
    trial.cluster().awaitStable();
  }

  /** After {@link #run}, when the deadlines of intents are over or nearly so. */
  void judge() throws InterruptedException {
    for (String step : List.of("before-intent", "committed", "delivered", "taken-over")) {
      trial.mustLive(account(step), 2, SOON);
    }
    for (Map.Entry<String, Integer> cell : POSTS_OF_AMBIGUOUS.entrySet()) {
      trial.mustBeAmbiguous(account(cell.getKey()), cell.getValue(), Trial.DEADLINE);
    }
    trial.mustBeAmbiguous(account("undelivered"), 1, Trial.DEADLINE);
    for (String step : CONNECT) {
      String account = account(step);
      if (!step.equals("connected")) {
        trial.cluster().connect(account);
      }
      trial.mustLive(account, 1, SOON);
    }
  }

  /** A single cell: dies at this step of a refresh and is started again. */
  void refresh(String step) throws InterruptedException {
    String account = account(step);
    trial.cluster().awaitStable();
    Replica owner = trial.cluster().owner(account);
    String probe = takeOvers.probe(owner);
    if (step.equals("posted")) {
      trial.m1().slowTokenCall(account, Duration.ZERO, Duration.ofSeconds(5));
      trial.cluster().steps().go(account, 1);
      awaitRotation(account);
      owner.process().sigkill();
    } else {
      trial.cluster().steps().go(account, 1);
    }
    died(step, account, owner, probe);
  }

  private void awaitRotation(String account) throws InterruptedException {
    Await.needs("the POST of " + account, SOON, () -> trial.m1().tokens(account).refreshes() == 1);
  }

  private void died(String step, String account, Replica owner, String probe)
      throws InterruptedException {
    awaitDeath(step, account, owner);
    long millis = takeOvers.afterDeath(owner, probe);
    trial.round().say("  taken over after " + millis + " ms");
    owner.process().restart();
  }

  private void awaitDeath(String step, String account, Replica victim) throws InterruptedException {
    Await.needs("the death at " + step, SOON, () -> !victim.process().isAlive());
    int exit = victim.process().exitCode().orElseThrow();
    boolean bySignal = step.equals("posted") || step.equals("exchanging");
    if (bySignal ? exit != KILLED : exit != HALTED || !trial.cluster().steps().isHit(account)) {
      throw new ProcessFailure(
          "Could not be tried: " + step + " ended with exit code " + exit + ", not at its step");
    }
    trial.round().fault("death " + step);
  }

  /**
   * The owner is frozen while its POST is under way, another one writes to its partition, and it
   * comes back with the answer.
   */
  private void handOver(String step) throws InterruptedException {
    String account = account(step);
    trial.cluster().awaitStable();
    Replica former = trial.cluster().owner(account);
    trial.m1().slowTokenCall(account, Duration.ZERO, Duration.ofSeconds(4));
    trial.cluster().steps().go(account, 1);
    awaitRotation(account);
    trial.leaveAlone(former);
    former.process().sigstop();
    Await.needs(
        "a new owner of " + account, SOON, () -> !trial.cluster().owner(account).equals(former));
    Replica next = trial.cluster().owner(account);
    Await.needs(
        "a write by the new owner", SOON, () -> next.declare(account, 3_999).status() == Http.OK);
    former.process().sigcont();
    trial.askAgain(former);
    Replica victim = step.equals("undelivered") ? former : next;
    awaitDeath(step, account, victim);
    victim.process().restart();
    if (!step.equals("undelivered")
        && !Await.holds(SOON, () -> trial.log().is(account, "Authorized", 2))) {
      trial.round().violation(account + ": what was handed over is lost");
    }
  }

  /** A connect whose owner dies; a person begins again unless it was stored. */
  private void connect(String step) throws InterruptedException {
    String account = account(step);
    trial.cluster().awaitStable();
    Replica owner = trial.cluster().owner(account);
    Replica other = trial.cluster().others(owner).get(0);
    String probe = takeOvers.probe(owner);
    if (step.equals("exchanging")) {
      trial.m1().slowTokenCall(account, Duration.ZERO, Duration.ofSeconds(5));
    }
    Thread browser = new Thread(() -> other.connect(account), "browser");
    browser.setDaemon(true);
    browser.start();
    if (step.equals("exchanging")) {
      Await.needs("the exchange", SOON, () -> trial.m1().tokens(account).grantsAlive() == 1);
      owner.process().sigkill();
    }
    died(step, account, owner, probe);
    browser.join(SOON.toMillis());
    if (step.equals("connected")
        ? !Await.holds(SOON, () -> trial.log().is(account, "Authorized", 1))
        : !trial.log().is(account, "Registered", 0)) {
      trial.round().violation(account + " is " + trial.log().states(account));
    }
  }
}
