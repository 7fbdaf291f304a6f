package io.m1bridge.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * {@code ./run --once} under load while every replica of every service is stopped and started
 * again, one after the other, as a rolling restart does. Each stops by itself within its grace
 * period, nothing else ends, where a contact is is answered all the time, and in the end all is
 * right.
 */
final class Rolling implements SystemTest {

  private static final int TOKEN_REPLICAS = 3;
  private static final int SYNC_REPLICAS = 3;
  private static final Duration TIMEOUT = Duration.ofMinutes(35);

  /** As the chart gives it; token-service may wait for an answer to a refresh. */
  private static final Map<String, Duration> GRACE =
      Map.of(
          "token-service", Duration.ofSeconds(120),
          "contact-sync-service", Duration.ofSeconds(30),
          "edm-event-service", Duration.ofSeconds(30));

  /** Still under way when the last one is stopped. */
  private static final List<String> LONG_RUN =
      List.of(
          "--contacts=25000",
          "--changes=100000",
          "--timeout=1800",
          "--token-service-replicas=" + TOKEN_REPLICAS,
          "--contact-sync-replicas=" + SYNC_REPLICAS);

  private static final List<Victim> IN_TURN = inTurn();
  private static final int MOST_PAUSE_MS = 8_000;

  private static List<Victim> inTurn() {
    List<Victim> all = new ArrayList<>();
    for (int number = 1; number <= TOKEN_REPLICAS; number++) {
      // A replica that is started again is the youngest: the oldest is always the next one.
      all.add(new Victim("token-service", 1, TOKEN_REPLICAS));
    }
    for (int number = 1; number <= SYNC_REPLICAS; number++) {
      all.add(new Victim("contact-sync-service", 1, SYNC_REPLICAS));
    }
    all.add(new Victim("edm-event-service", 1, 1));
    return List.copyOf(all);
  }

  @Override
  public String name() {
    return "rolling";
  }

  @Override
  public String description() {
    return "./run --once while every replica is stopped and started in turn: all right, each stops by itself";
  }

  @Override
  public int defaultRounds() {
    return 2;
  }

  @Override
  public void run(Round round) throws Exception {
    ServiceProcess run = RunOnceProcess.start(round.processes(), LONG_RUN);
    RunOnceProcess.awaitLine(run, "Account demo is connected");
    try (WhereQuestions questions = WhereQuestions.of(run, new Random(round.random().nextLong()))) {
      for (Victim victim : IN_TURN) {
        questions.awaitAll();
        victim.stopAfter(
            round.random().nextInt(MOST_PAUSE_MS),
            Objects.requireNonNull(GRACE.get(victim.service())),
            run,
            round);
      }
      questions.awaitAll();
      questions.check(round);
    }
    int exit = run.awaitExit(TIMEOUT);
    JsonNode figures = RunOnceProcess.figures(run);
    round.say("All " + IN_TURN.size() + " stopped in turn: " + figures);
    RunOnceProcess.check(figures, exit, "after a rolling restart", round);
    int restarts = figures.path("restarts").asInt();
    if (restarts != IN_TURN.size()) {
      round.violation(restarts + " processes were started again, not " + IN_TURN.size());
    }
  }
}
