package io.m1bridge.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A {@code ./run --once} whose processes are killed, frozen and stopped at random times, three to
 * six times. In the end all is right, nothing ended by itself, and nothing is left running.
 */
final class Storm {

  private static final int FEWEST_FAULTS = 3;
  private static final int MOST_FAULTS = 6;
  private static final int MOST_PAUSE_MS = 12_000;
  private static final Duration LONGEST_FREEZE = Duration.ofSeconds(20);
  private static final Duration GRACE = Duration.ofSeconds(120);
  private static final Duration TIMEOUT = Duration.ofMinutes(25);

  private final Round round;
  private final ServiceProcess run;

  private Storm(Round round, ServiceProcess run) {
    this.round = round;
    this.run = run;
  }

  /** What goes wrong besides, between two faults of processes. */
  @FunctionalInterface
  interface Weather {

    /** Nothing. */
    Weather FAIR = (run, round) -> 0;

    /**
     * Lets something go wrong.
     *
     * @return how many processes ended by it
     */
    int change(ServiceProcess run, Round round) throws IOException, InterruptedException;
  }

  /** What is done to a process. */
  private enum Fault {
    KILL,
    FREEZE,
    STOP
  }

  /**
   * Runs it to its end.
   *
   * @param options of {@code ./run --once}
   * @param victims chooses who is met next
   * @param weather what else goes wrong
   * @param what runs here, for messages
   */
  static void over(
      Round round,
      List<String> options,
      Function<RandomGenerator, Victim> victims,
      Weather weather,
      String what)
      throws Exception {
    new Storm(round, RunOnceProcess.start(round.processes(), options)).pass(victims, weather, what);
  }

  private void pass(Function<RandomGenerator, Victim> victims, Weather weather, String what)
      throws Exception {
    RandomGenerator random = round.random();
    RunOnceProcess.awaitLine(run, "Account demo is connected");
    Set<ProcessHandle> seen = new HashSet<>();
    int ended = 0;
    int faults = FEWEST_FAULTS + random.nextInt(MOST_FAULTS - FEWEST_FAULTS + 1);
    for (int i = 0; i < faults && run.isAlive(); i++) {
      run.descendants().forEach(seen::add);
      ended += change(weather);
      ended += make(fault(random), victims.apply(random), random.nextInt(MOST_PAUSE_MS));
    }
    int made = round.faults().values().stream().mapToInt(Integer::intValue).sum();
    if (made < FEWEST_FAULTS) {
      throw new ProcessFailure("Only " + made + " faults were made: the run was over too soon");
    }
    // What was started again last is the likeliest to be left.
    Await.holds(
        TIMEOUT,
        () -> {
          run.descendants().forEach(seen::add);
          return !run.isAlive();
        });
    int exit = run.awaitExit(GRACE);
    JsonNode figures = RunOnceProcess.figures(run);
    RunOnceProcess.lines(run, "M1 drawn").forEach(round::say);
    round.say(what + ", " + ended + " processes ended: " + figures);
    RunOnceProcess.check(figures, exit, "with " + what, round);
    int restarts = figures.path("restarts").asInt();
    if (restarts > ended) {
      round.violation(restarts + " processes were started again, " + ended + " were ended");
    }
    long left = seen.stream().filter(ProcessHandle::isAlive).count();
    if (left > 0) {
      round.violation(left + " processes are left running");
    }
  }

  private int change(Weather weather) throws IOException, InterruptedException {
    try {
      return weather.change(run, round);
    } catch (IOException | ProcessFailure e) {
      if (run.isAlive()) {
        throw e;
      }
      round.say("over before the weather changed");
      return 0;
    }
  }

  private static Fault fault(RandomGenerator random) {
    Fault[] all = Fault.values();
    return all[random.nextInt(all.length)];
  }

  /**
   * Makes a fault, unless the run is over before.
   *
   * @return how many processes ended by it
   */
  private int make(Fault fault, Victim victim, int afterMs) throws InterruptedException {
    try {
      switch (fault) {
        case KILL -> victim.killAfter(afterMs, run, round);
        case STOP -> victim.stopAfter(afterMs, GRACE, run, round);
        case FREEZE -> {
          Duration time = LONGEST_FREEZE.dividedBy(1 + round.random().nextInt(4));
          victim.freezeAfter(afterMs, time, run, round);
          return 0;
        }
      }
      return 1;
    } catch (ProcessFailure e) {
      if (run.isAlive()) {
        throw e;
      }
      round.say("over before " + victim + " was met");
      return 0;
    }
  }
}
