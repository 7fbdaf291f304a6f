package io.m1bridge.systemtests.token;

import io.m1bridge.process.ProcessFailure;
import io.m1bridge.systemtests.Await;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A token endpoint that takes a minute, and an owner that is frozen for a minute in the middle of
 * two refreshes: one that is about to send its POST, one that waits for the answer.
 */
final class Stopped {

  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int MOST_NAMES = 200;

  private final Trial trial;
  private final Replica victim;
  private final String slow;
  private final String beforePost;
  private final String duringPost;

  /** Chooses the victim, and accounts by their owner: those of the victim, and one of another. */
  Stopped(Trial trial) {
    this.trial = trial;
    this.victim = trial.cluster().replicas().get(0);
    this.beforePost = owned("before-post", true);
    this.duringPost = owned("during-post", true);
    this.slow = owned("slow", false);
  }

  private String owned(String prefix, boolean byVictim) {
    return IntStream.range(0, MOST_NAMES)
        .mapToObj(number -> prefix + "-" + number)
        .filter(name -> trial.cluster().owner(name).equals(victim) == byVictim)
        .findFirst()
        .orElseThrow(() -> new ProcessFailure("Nobody owns anything"));
  }

  /** Accounts that must be connected before. */
  List<String> accounts() {
    return List.of(slow, beforePost, duringPost);
  }

  void run() throws InterruptedException {
    trial.m1().slowTokenCall(slow, MINUTE, Duration.ZERO);
    trial.cluster().steps().go(slow, 1);
    trial.m1().slowTokenCall(duringPost, Duration.ZERO, Duration.ofSeconds(6));
    trial.cluster().steps().go(duringPost, 1);
    Await.needs(
        "the POST of " + duringPost, SOON, () -> trial.m1().tokens(duringPost).refreshes() == 1);
    trial.cluster().steps().go(beforePost, 1);
    Await.needs("the intent", SOON, () -> trial.cluster().steps().isHit(beforePost));
    trial.leaveAlone(victim);
    victim.process().sigstop();
    long stopped = System.nanoTime();
    trial.round().fault("sigstop token-service for a minute");
    if (!trial.log().is(beforePost, "Refreshing", 1)
        || !trial.log().is(duringPost, "Refreshing", 1)) {
      throw new ProcessFailure("Could not be tried: it was not frozen in the middle");
    }
    Await.needs("a new owner", SOON, () -> !trial.cluster().owner(duringPost).equals(victim));
    long left = MINUTE.toNanos() - (System.nanoTime() - stopped);
    TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
    victim.process().sigcont();
    askTheZombie();
    trial.cluster().awaitStable();
    trial.askAgain(victim);
    trial.mustLive(duringPost, 2, Trial.DEADLINE);
    trial.mustLive(beforePost, 2, Trial.DEADLINE);
    trial.mustLive(slow, 2, Trial.DEADLINE);
  }

  /** Nobody may get a permit from it unless it says anew that it owns the account. */
  private void askTheZombie() throws InterruptedException {
    int partition = TokenCluster.partition(duringPost);
    long before = trial.log().owners(partition).size();
    long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    int asked = 0;
    Optional<Long> grantedAt = Optional.empty();
    while (System.nanoTime() < until && grantedAt.isEmpty()) {
      asked++;
      if (victim.permitsOfItsOwn(duringPost) > 0) {
        grantedAt = Optional.of(System.currentTimeMillis());
      }
    }
    trial.round().say("the thawed replica was asked for permits " + asked + " times");
    if (grantedAt.isPresent()) {
      long latest = grantedAt.get() + 500;
      boolean owner =
          Await.holds(
              Duration.ofSeconds(2),
              () ->
                  trial.log().owners(partition).stream()
                      .skip(before)
                      .anyMatch(o -> o.address().equals(victim.base()) && o.at() <= latest));
      if (!owner) {
        trial.round().violation("the replica that was frozen granted permits without owning");
      }
    }
  }
}
