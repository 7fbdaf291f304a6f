package io.m1bridge.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.ServiceProcess;
import java.time.Duration;
import java.util.List;

/**
 * {@code ./run --once} with the SIGKILL of one service at a random time; {@code ./run} starts it
 * again, and in the end everything must be right. Rounds take turns with token-service,
 * contact-sync-service, edm-event-service, and the first and the second of three replicas of
 * token-service.
 */
final class RunOnceKill implements SystemTest {

  private static final List<Victim> VICTIMS =
      List.of(
          new Victim("token-service", 1, 1),
          new Victim("contact-sync-service", 1, 1),
          new Victim("edm-event-service", 1, 1),
          new Victim("token-service", 1, 3),
          new Victim("token-service", 2, 3));
  private static final Duration TIMEOUT = Duration.ofMinutes(9);
  private static final int LATEST_KILL_MS = 20_000;

  @Override
  public String name() {
    return "run-once-kill";
  }

  @Override
  public String description() {
    return "./run --once with SIGKILL of one service at a random time: M1 equals the CRM, every row once, no limit broken";
  }

  @Override
  public int defaultRounds() {
    return VICTIMS.size();
  }

  @Override
  public void run(Round round) throws Exception {
    Victim victim = VICTIMS.get((round.number() - 1) % VICTIMS.size());
    ServiceProcess run = RunOnceProcess.start(round.processes(), victim.options());
    int afterMs = round.random().nextInt(LATEST_KILL_MS);
    victim.killAfter(afterMs, run, round);
    int exit = run.awaitExit(TIMEOUT);
    JsonNode figures = RunOnceProcess.figures(run);
    round.say(victim + " killed after " + afterMs + " ms: " + figures);
    RunOnceProcess.check(figures, exit, "after SIGKILL of " + victim, round);
  }
}
