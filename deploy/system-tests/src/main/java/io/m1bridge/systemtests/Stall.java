package io.m1bridge.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.ServiceProcess;
import java.time.Duration;
import java.util.List;

/**
 * {@code ./run --once} while one service is frozen for 15 s, seven times: longer than its session
 * and its transactions last, so that it loses both each time. No process ends, and in the end all
 * is right. Each round freezes another service.
 */
final class Stall implements SystemTest {

  private static final List<Victim> VICTIMS =
      List.of(
          new Victim("contact-sync-service", 1, 1),
          new Victim("edm-event-service", 1, 1),
          new Victim("token-service", 1, 1));
  private static final Duration TIMEOUT = Duration.ofMinutes(35);
  private static final Duration FROZEN = Duration.ofSeconds(15);

  /** Still under way when the last stall ends. */
  private static final List<String> LONG_RUN =
      List.of("--contacts=25000", "--changes=100000", "--timeout=1800");

  private static final int STALLS = 7;
  private static final int MOST_PAUSE_MS = 3_000;

  @Override
  public String name() {
    return "stall";
  }

  @Override
  public String description() {
    return "./run --once with seven stalls of 15 s in one service: all right, no process ended";
  }

  @Override
  public int defaultRounds() {
    return VICTIMS.size();
  }

  @Override
  public void run(Round round) throws Exception {
    Victim victim = VICTIMS.get((round.number() - 1) % VICTIMS.size());
    ServiceProcess run = RunOnceProcess.start(round.processes(), LONG_RUN);
    RunOnceProcess.awaitLine(run, "Account demo is connected");
    for (int stall = 0; stall < STALLS; stall++) {
      victim.freezeAfter(round.random().nextInt(MOST_PAUSE_MS), FROZEN, run, round);
    }
    int exit = run.awaitExit(TIMEOUT);
    JsonNode figures = RunOnceProcess.figures(run);
    round.say(victim + " frozen " + STALLS + " times: " + figures);
    RunOnceProcess.check(figures, exit, "after stalls of " + victim, round);
    int restarts = figures.path("restarts").asInt();
    if (restarts != 0) {
      round.violation(restarts + " processes were started again after stalls of " + victim);
    }
  }
}
