package io.m1bridge.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.Checkout;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * A rolling update under load: {@code ./run --once} begins with the services of an earlier version,
 * three token-services, two contact-syncs and two edm-events. Service after service, in an order
 * that the seed decides, one replica after the other is stopped and started again as this version,
 * with the state that the earlier one left, while the others still run. In the end all is right.
 */
final class Upgrade implements SystemTest {

  /** A commit, branch or tag; without it the last release. */
  private static final String FROM = "M1BRIDGE_UPGRADE_FROM";

  private static final Map<String, Integer> REPLICAS =
      Map.of("token-service", 3, "contact-sync-service", 2, "edm-event-service", 2);
  private static final Duration GRACE = Duration.ofSeconds(120);
  private static final Duration TIMEOUT = Duration.ofMinutes(35);
  private static final int MOST_PAUSE_MS = 8_000;
  private static final List<String> LONG_RUN =
      List.of(
          "--contacts=25000",
          "--changes=100000",
          "--campaign-seconds=150",
          "--timeout=1800",
          "--token-service-replicas=" + REPLICAS.get("token-service"),
          "--contact-sync-replicas=" + REPLICAS.get("contact-sync-service"),
          "--edm-event-replicas=" + REPLICAS.get("edm-event-service"));

  @Override
  public String name() {
    return "upgrade";
  }

  @Override
  public String description() {
    return "./run --once with the services of an earlier version, updated one replica after the other: all right ("
        + FROM
        + ": from which)";
  }

  @Override
  public int defaultRounds() {
    return 2;
  }

  @Override
  public void run(Round round) throws Exception {
    Builds builds = new Builds(Checkout.root());
    String from = builds.commit(from(builds));
    round.say("from " + from);
    Path before = builds.of(from);
    Links links = new Links(Files.createDirectory(round.processes().directory().resolve("links")));
    links.set("common", Checkout.root());
    for (String service : Builds.SERVICES) {
      links.set(service, before);
    }
    ServiceProcess run = RunOnceProcess.start(round.processes(), LONG_RUN, links.directory());
    RunOnceProcess.awaitLine(run, "Account demo is connected");
    List<String> order = new ArrayList<>(Builds.SERVICES);
    Collections.shuffle(order, new Random(round.random().nextLong()));
    int stopped = 0;
    for (String service : order) {
      links.set(service, Checkout.root());
      int replicas = Objects.requireNonNull(REPLICAS.get(service));
      for (int number = 1; number <= replicas; number++) {
        // A replica that is started again is the youngest: the oldest is always the next one.
        new Victim(service, 1, replicas)
            .stopAfter(round.random().nextInt(MOST_PAUSE_MS), GRACE, run, round);
        stopped++;
      }
    }
    int exit = run.awaitExit(TIMEOUT);
    JsonNode figures = RunOnceProcess.figures(run);
    round.say("Updated in the order " + order + ": " + figures);
    RunOnceProcess.check(figures, exit, "after an update from " + from, round);
    int restarts = figures.path("restarts").asInt();
    if (restarts != stopped) {
      round.violation(restarts + " processes were started again, not " + stopped);
    }
  }

  private static String from(Builds builds) throws IOException, InterruptedException {
    String named = System.getenv(FROM);
    if (named != null) {
      return named;
    }
    try {
      return builds.lastRelease();
    } catch (ProcessFailure e) {
      throw new ProcessFailure("There is no release yet: set " + FROM + " to a commit", e);
    }
  }

  /** Stands in for a checkout: which build each module is of can be changed. */
  private record Links(Path directory) {

    void set(String module, Path checkout) throws IOException {
      Path link = directory.resolve(module);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, checkout.toAbsolutePath().resolve(module));
    }
  }
}
