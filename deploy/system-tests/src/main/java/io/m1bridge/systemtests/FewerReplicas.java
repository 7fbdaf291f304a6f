package io.m1bridge.systemtests;

import io.m1bridge.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * All replicas of a service but one leave, as when it is scaled down, and come back after a while.
 *
 * @param service its module
 * @param replicas how many there are
 */
record FewerReplicas(String service, int replicas) {

  /** In the run's directory: as long as it stands there, what ended is not started again. */
  private static final String HOLD = "hold";

  private static final Duration GRACE = Duration.ofSeconds(120);
  private static final int MOST_BETWEEN_MS = 4_000;
  private static final int FEWEST_ALONE_MS = 5_000;
  private static final int MOST_ALONE_MS = 20_000;

  /** Returns how many processes ended by it. */
  int forAWhile(ServiceProcess run, Round round) throws IOException, InterruptedException {
    Path hold = RunOnceProcess.directory(round.processes()).resolve(HOLD);
    Files.createFile(hold);
    try {
      for (int left = replicas; left > 1; left--) {
        new Victim(service, 1 + round.random().nextInt(left), left)
            .stopAfter(round.random().nextInt(MOST_BETWEEN_MS), GRACE, run, round);
      }
      int alone = FEWEST_ALONE_MS + round.random().nextInt(MOST_ALONE_MS - FEWEST_ALONE_MS);
      Await.holds(Duration.ofMillis(alone), () -> !run.isAlive());
    } finally {
      Files.deleteIfExists(hold);
    }
    return replicas - 1;
  }
}
