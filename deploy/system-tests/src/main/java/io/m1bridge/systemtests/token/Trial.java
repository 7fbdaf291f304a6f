package io.m1bridge.systemtests.token;

import io.m1bridge.systemtests.Await;
import io.m1bridge.systemtests.Round;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What every part of the test works with, and the laws that it checks. */
final class Trial {

  static final String AMBIGUOUS = "m1.account.ambiguous.v1";

  /** Longer than the deadline of an intent by default. */
  static final Duration DEADLINE = Duration.ofSeconds(130);

  private final Round round;
  private final TokenCluster cluster;
  private final Set<Replica> leftAlone = ConcurrentHashMap.newKeySet();

  Trial(Round round, TokenCluster cluster) {
    this.round = round;
    this.cluster = cluster;
  }

  Round round() {
    return round;
  }

  TokenCluster cluster() {
    return cluster;
  }

  LogWatch log() {
    return cluster.log();
  }

  Simulator m1() {
    return cluster.simulator();
  }

  /** It is frozen, or about to be stopped: nobody may expect answers. */
  void leaveAlone(Replica replica) {
    leftAlone.add(replica);
  }

  void askAgain(Replica replica) {
    leftAlone.remove(replica);
  }

  boolean isLeftAlone(Replica replica) {
    return leftAlone.contains(replica);
  }

  List<Replica> living() {
    return cluster.replicas().stream().filter(replica -> replica.process().isAlive()).toList();
  }

  /**
   * The account comes to this generation with one POST each, its token is handed out, and the next
   * refresh works.
   */
  void mustLive(String account, long generation, Duration within) throws InterruptedException {
    if (!Await.holds(within, () -> log().is(account, "Authorized", generation))) {
      round.violation(
          account + " should have tokens of generation " + generation + ": " + told(account));
      return;
    }
    checkM1(account, generation - 1);
    mustBeHandedOut(account);
    cluster.steps().go(account, generation);
    if (!Await.holds(
        Duration.ofSeconds(30), () -> log().is(account, "Authorized", generation + 1))) {
      round.violation(account + ": the next refresh does not work: " + told(account));
    }
    checkM1(account, generation);
  }

  /**
   * Nobody knows whether M1 rotated: no second POST, an alert, the token in use is handed out, and
   * a person can connect it again.
   *
   * @param posts how many POSTs M1 has seen
   */
  void mustBeAmbiguous(String account, int posts, Duration within) throws InterruptedException {
    if (!Await.holds(within, () -> log().is(account, "Ambiguous", 1))) {
      round.violation(account + " should be ambiguous: " + told(account));
      return;
    }
    if (log().events(account, AMBIGUOUS) != 1) {
      round.violation(account + " has " + log().events(account, AMBIGUOUS) + " alerts, not 1");
    }
    mustBeHandedOut(account);
    checkM1(account, posts);
    cluster.connect(account);
    if (!Await.holds(Duration.ofSeconds(10), () -> log().is(account, "Authorized", 2))) {
      round.violation(account + " could not be connected again: " + told(account));
    }
    mustBeHandedOut(account);
  }

  /**
   * A former owner says too late that it owns the account: requests find the true one again all the
   * same.
   */
  void mustOutlastALateNotice(String account) throws InterruptedException {
    URI nobody = URI.create("http://127.0.0.1:1");
    cluster.lateNotice(account, nobody);
    int partition = TokenCluster.partition(account);
    Await.needs(
        "the late notice",
        Duration.ofSeconds(10),
        () -> log().owners(partition).stream().anyMatch(o -> o.address().equals(nobody)));
    for (Replica replica : living()) {
      if (!Await.holds(
          Duration.ofSeconds(10),
          () -> replica.invalidate(account, "nobody-has-it").status() == 204)) {
        round.violation(
            account + ": after a late notice " + replica.process().name() + " asks nobody");
      }
    }
    if (!Await.holds(
        Duration.ofSeconds(5),
        () -> log().owner(partition).filter(o -> !o.address().equals(nobody)).isPresent())) {
      round.violation(account + ": the late notice stands");
    }
  }

  /** One that was just started again needs a while. */
  void mustBeHandedOut(String account) throws InterruptedException {
    for (Replica replica : living()) {
      if (!Await.holds(Duration.ofSeconds(40), () -> replica.token(account).status() == Http.OK)) {
        round.violation(
            account
                + ": no token at "
                + replica.process().name()
                + ": "
                + replica.token(account).status());
      }
    }
  }

  /** As many POSTs as refreshes, no token twice, no grant dead. */
  void checkM1(String account, long refreshes) {
    Simulator.Tokens tokens = m1().tokens(account);
    if (tokens.refreshPosts() != refreshes
        || tokens.refreshes() != refreshes
        || tokens.reuses() != 0
        || tokens.grantsDead() != 0) {
      round.violation(account + ": M1 should have seen " + refreshes + " refreshes: " + tokens);
    }
  }

  private String told(String account) {
    return log().states(account) + ", " + m1().tokens(account);
  }
}
