package io.m1bridge.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * contact-sync's guarantees with everything that may go wrong at once: {@code ./run --once
 * --hostile} with three Kafka nodes, one to three contact-syncs and two token-services, against an
 * M1 with random knobs and faults, whose tokens live for a minute and a half, while processes are
 * killed, frozen and stopped at random times.
 *
 * <p>In the end M1 equals the CRM, every change has one end, nothing ended by itself, and nothing
 * is left running. The order of a contact's changes on the way, and the limit of an hour at full
 * use, are looked at by the integration tests of contact-sync and token-service.
 */
final class Sync implements SystemTest {

  private static final int KAFKA_NODES = 3;
  private static final int TOKEN_REPLICAS = 2;
  private static final int MOST_SYNC_REPLICAS = 3;
  private static final int FEWEST_FAULTS = 3;
  private static final int MOST_FAULTS = 6;
  private static final int MOST_PAUSE_MS = 12_000;
  private static final Duration LONGEST_FREEZE = Duration.ofSeconds(20);
  private static final Duration GRACE = Duration.ofSeconds(120);
  private static final Duration TIMEOUT = Duration.ofMinutes(25);

  /** What is done to a process. */
  private enum Fault {
    KILL,
    FREEZE,
    STOP
  }

  @Override
  public String name() {
    return "sync";
  }

  @Override
  public String description() {
    return "3 Kafka nodes, 1 to 3 contact-syncs, an odd M1; kills, freezes and stops of any of them: all right";
  }

  @Override
  public int defaultRounds() {
    return 20;
  }

  @Override
  public void run(Round round) throws Exception {
    RandomGenerator random = round.random();
    int syncs = 1 + random.nextInt(MOST_SYNC_REPLICAS);
    int m1 = random.nextInt(1_000_000);
    ServiceProcess run = RunOnceProcess.start(round.processes(), options(round, syncs, m1));
    RunOnceProcess.awaitLine(run, "Account demo is connected");
    Set<ProcessHandle> seen = new HashSet<>();
    int ended = 0;
    int faults = FEWEST_FAULTS + random.nextInt(MOST_FAULTS - FEWEST_FAULTS + 1);
    for (int i = 0; i < faults && run.isAlive(); i++) {
      run.descendants().forEach(seen::add);
      ended +=
          make(fault(random), victim(random, syncs), random.nextInt(MOST_PAUSE_MS), run, round);
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
    round.say(syncs + " contact-syncs, " + ended + " processes ended: " + figures);
    RunOnceProcess.check(figures, exit, "with M1 " + m1, round);
    int restarts = figures.path("restarts").asInt();
    if (restarts > ended) {
      round.violation(restarts + " processes were started again, " + ended + " were ended");
    }
    long left = seen.stream().filter(ProcessHandle::isAlive).count();
    if (left > 0) {
      round.violation(left + " processes are left running");
    }
  }

  private static List<String> options(Round round, int syncs, int m1) throws Exception {
    RandomGenerator random = round.random();
    Path settings = round.processes().directory().resolve("m1-settings.json");
    Files.writeString(
        settings,
        """
        {"oauth":{"accessTokenLife":"PT90S","rotation":"%s"},"contacts":{"pageCap":%d}}"""
            .formatted(
                random.nextBoolean() ? "grace-period" : "until-successor-used",
                random.nextBoolean() ? 50 : 20));
    return List.of(
        "--hostile",
        "--kafka-nodes=" + KAFKA_NODES,
        "--token-service-replicas=" + TOKEN_REPLICAS,
        "--contact-sync-replicas=" + syncs,
        "--m1-seed=" + m1,
        "--m1-settings=" + settings,
        "--contacts=200",
        "--changes=2000",
        "--campaigns=1",
        "--recipients=100",
        "--timeout=1200",
        "--seed=" + random.nextInt(1_000_000));
  }

  private static Fault fault(RandomGenerator random) {
    Fault[] all = Fault.values();
    return all[random.nextInt(all.length)];
  }

  /** Half of the time a contact-sync; else one of what it rests on. */
  private static Victim victim(RandomGenerator random, int syncs) {
    return switch (random.nextInt(4)) {
      case 0 -> Victim.kafkaNode(1 + random.nextInt(KAFKA_NODES), KAFKA_NODES);
      case 1 -> new Victim("token-service", 1 + random.nextInt(TOKEN_REPLICAS), TOKEN_REPLICAS);
      default -> new Victim("contact-sync-service", 1 + random.nextInt(syncs), syncs);
    };
  }

  /**
   * Makes a fault, unless the run is over before.
   *
   * @return how many processes ended by it
   */
  private static int make(Fault fault, Victim victim, int afterMs, ServiceProcess run, Round round)
      throws InterruptedException {
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
