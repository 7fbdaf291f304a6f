package io.m1bridge.systemtests.token;

import io.m1bridge.systemtests.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Policy {@code replay-once}: the POST is repeated a single time. Where the first one had not been
 * sent that mends it; where it had, this provider kills the grant, which is then known to be
 * refused.
 */
final class ReplayOnce {

  private static final String UNSENT = "after-intent-replay";
  private static final String SENT = "answered-replay";
  private static final Duration WITHIN = Duration.ofSeconds(40);

  private final Trial trial;

  ReplayOnce(Trial trial) {
    this.trial = trial;
  }

  /** Accounts that must be connected before. */
  static List<String> accounts() {
    return List.of(UNSENT, SENT);
  }

  void run(Map<String, String> settings) throws InterruptedException {
    TokenCluster cluster = trial.cluster();
    cluster.replaceReplicas("replay", settings);
    for (String account : accounts()) {
      cluster.steps().go(account, 1);
      Await.needs(
          "the death at " + account,
          Duration.ofSeconds(30),
          () ->
              cluster.steps().isHit(account)
                  && cluster.replicas().stream().anyMatch(r -> !r.process().isAlive()));
      trial.round().fault("death " + account);
      cluster.awaitStable();
    }
    trial.mustLive(UNSENT, 2, WITHIN);
    if (!Await.holds(WITHIN, () -> trial.log().is(SENT, "GrantRefused", 1))) {
      trial.round().violation(SENT + " is " + trial.log().states(SENT));
    }
    Simulator.Tokens tokens = trial.m1().tokens(SENT);
    if (tokens.refreshPosts() != 2 || tokens.reuses() != 1) {
      trial.round().violation(SENT + ": replayed more or less than once: " + tokens);
    }
    cluster.connect(SENT);
    trial.mustBeHandedOut(SENT);
  }
}
