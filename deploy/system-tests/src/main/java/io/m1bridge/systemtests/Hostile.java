package io.m1bridge.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * {@code ./run --once --hostile} against an M1 with random knobs, with the SIGKILL of one service
 * at a random time. In the end M1 holds what the CRM's rules say, every change has one end, every
 * engagement row is accounted for, and no process ended by itself.
 */
final class Hostile implements SystemTest {

  private static final List<Victim> VICTIMS =
      List.of(
          new Victim("contact-sync-service", 1, 1),
          new Victim("edm-event-service", 1, 1),
          new Victim("token-service", 1, 1));
  private static final Duration TIMEOUT = Duration.ofMinutes(14);

  /** One round in so many has 1,000 contacts with long notes beside the usual ones. */
  private static final int LONG_NOTES = 10;

  private static final int EARLIEST_KILL_MS = 8_000;
  private static final int LATEST_KILL_MS = 30_000;

  @Override
  public String name() {
    return "hostile";
  }

  @Override
  public String description() {
    return "./run --once with hostile inputs, an M1 with random knobs and one SIGKILL: all right, nothing restarted by itself";
  }

  @Override
  public int defaultRounds() {
    return 30;
  }

  @Override
  public void run(Round round) throws Exception {
    int m1 = round.random().nextInt(1_000_000);
    Path settings = round.processes().directory().resolve("m1-settings.json");
    Files.writeString(settings, settings(round.random()));
    Victim victim = VICTIMS.get(round.random().nextInt(VICTIMS.size()));
    int afterMs = EARLIEST_KILL_MS + round.random().nextInt(LATEST_KILL_MS - EARLIEST_KILL_MS);
    List<String> options = new ArrayList<>(inputs(round));
    options.addAll(
        List.of(
            "--hostile",
            "--m1-seed=" + m1,
            "--m1-settings=" + settings,
            "--campaigns=2",
            "--recipients=150",
            "--timeout=600",
            "--seed=" + round.random().nextInt(1_000_000)));
    options.addAll(victim.options());
    ServiceProcess run = RunOnceProcess.start(round.processes(), options);
    victim.killAfter(afterMs, run, round);
    int exit = run.awaitExit(TIMEOUT);
    JsonNode figures = RunOnceProcess.figures(run);
    RunOnceProcess.lines(run, "M1 drawn").forEach(round::say);
    round.say(victim + " killed after " + afterMs + " ms: " + figures);
    RunOnceProcess.check(figures, exit, "with M1 " + m1, round);
    int restarts = figures.path("restarts").asInt();
    if (restarts != 1) {
      round.violation(restarts + " processes were started again, one was killed, with M1 " + m1);
    }
  }

  private static List<String> inputs(Round round) {
    if (round.isOneIn(LONG_NOTES)) {
      round.say("1,000 contacts with long notes");
      return List.of("--contacts=1000", "--changes=1000", "--notes=1200");
    }
    return List.of("--contacts=150", "--changes=600");
  }

  /** In half of the rounds some engagement rows are none, and tokens are renewed all the time. */
  private static String settings(RandomGenerator random) {
    String damage =
        """
        {"damage":{"lists":["engagement"],"kinds":["null-row","not-an-object"],"share":%s,"seed":%d}}"""
            .formatted(random.nextBoolean() ? "0.01" : "0.1", random.nextInt(1_000));
    String tokens =
        """
        {"oauth":{"accessTokenLife":"PT90S","spuriousRefusals":%d,"refreshTokenInAnswer":"%s","rotation":"%s","newTokenLag":"PT3S"}}"""
            .formatted(
                random.nextInt(2),
                random.nextBoolean() ? "absent" : "new",
                random.nextBoolean() ? "grace-period" : "until-successor-used");
    return random.nextBoolean() ? damage : tokens;
  }
}
