package io.m1bridge.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ServiceProcess;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
  private static final Duration SERVICE_UP = Duration.ofMinutes(2);
  private static final int LATEST_KILL_MS = 20_000;

  /** Figures of {@code ./run --once} that must be 0. */
  private static final List<String> MUST_BE_ZERO =
      List.of("mismatches", "unsettled", "engagementLost", "engagementDuplicated", "overLimit");

  /**
   * What is killed.
   *
   * @param number which replica, in the order of their start, from 1
   * @param replicas of this service
   */
  private record Victim(String service, int number, int replicas) {
    List<String> options() {
      return replicas == 1 ? List.of() : List.of("--token-service-replicas", "" + replicas);
    }

    @Override
    public String toString() {
      return replicas == 1 ? service : service + " " + number + " of " + replicas;
    }
  }

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
    ProcessHandle child = awaitChild(run, victim);
    int afterMs = round.random().nextInt(LATEST_KILL_MS);
    if (!endsWithin(run, afterMs) && child.isAlive() && child.destroyForcibly()) {
      round.fault("sigkill " + victim);
    } else {
      throw new ProcessFailure(
          "./run --once ended within "
              + afterMs
              + " ms, before "
              + victim
              + " could be killed: "
              + run.logFile());
    }
    int exit = run.awaitExit(TIMEOUT);
    JsonNode figures = RunOnceProcess.figures(run);
    round.say(victim + " killed after " + afterMs + " ms: " + figures);
    for (String figure : MUST_BE_ZERO) {
      if (figures.path(figure).asLong(-1) != 0) {
        round.violation(figure + " is " + figures.path(figure) + " after SIGKILL of " + victim);
      }
    }
    if (exit != 0) {
      round.violation("./run --once ended with exit code " + exit + " after SIGKILL of " + victim);
    }
  }

  private static ProcessHandle awaitChild(ServiceProcess run, Victim victim)
      throws InterruptedException {
    long deadline = System.nanoTime() + SERVICE_UP.toNanos();
    while (run.isAlive() && System.nanoTime() < deadline) {
      List<ProcessHandle> replicas =
          run.descendants()
              .filter(each -> runs(each, victim.service()))
              .sorted(Comparator.comparing(ProcessHandle::pid))
              .toList();
      if (replicas.size() == victim.replicas()) {
        return replicas.get(victim.number() - 1);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new ProcessFailure("./run --once did not start " + victim + ": " + run.logFile());
  }

  private static boolean runs(ProcessHandle process, String service) {
    return process
        .info()
        .commandLine()
        .filter(line -> line.contains(service + "/target/quarkus-app/quarkus-run.jar"))
        .isPresent();
  }

  private static boolean endsWithin(ServiceProcess run, int ms) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    while (run.isAlive() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return !run.isAlive();
  }
}
