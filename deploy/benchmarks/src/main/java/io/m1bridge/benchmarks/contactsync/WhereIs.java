package io.m1bridge.benchmarks.contactsync;

import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Statistics;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How long "where is this contact?" takes by REST with a million contacts of one account in the
 * stores: all wait for a call but those that calls hold, which M1 does not answer, and every second
 * question is about one of the oldest, which go first. While nothing else is done, and while
 * changes of theirs are taken in.
 */
public final class WhereIs implements Benchmark {

  /** Environment variable: another number of contacts. */
  private static final String CONTACTS = "M1BRIDGE_BENCHMARK_CONTACTS";

  private static final String DEFAULT_CONTACTS = "1000000";
  private static final String ACCOUNT = "acme";
  private static final String UI_TOKEN = "benchmark-0123456789abcdef0123456789";
  private static final int CALLERS = 4;
  private static final int WARM_UP = 2_000;
  private static final int QUESTIONS = 10_000;
  private static final int CHANGED = 100_000;
  private static final int OLDEST = 100;
  private static final double PERMITS_PER_SECOND = 1;
  private static final int NEVER_MILLIS = 3_600_000;
  private static final double MOST_MILLIS = 200;
  private static final double MIB = 1 << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(60);

  private final JsonHttp http = new JsonHttp();

  @Override
  public String name() {
    return "where-is";
  }

  @Override
  public String description() {
    return "contact-sync with 1,000,000 contacts: ms of GET /v1/contacts/ACCOUNT/KEY, quiet and while changes are"
        + " taken in; others by "
        + CONTACTS;
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    int contacts = Integer.parseInt(System.getenv().getOrDefault(CONTACTS, DEFAULT_CONTACTS));
    SyncStack stack =
        SyncStack.start(workbench, SyncStack.callsPerHour(PERMITS_PER_SECOND), List.of(ACCOUNT));
    stack
        .control()
        .send(
            "POST",
            "/faults",
            Map.of("path", "/contact/*", "kind", "delay", "delayMs", NEVER_MILLIS));
    Customers customers = new Customers(ACCOUNT);
    try (ChangeFeed feed = stack.changes()) {
      feed.sendNew(customers, contacts);
    }
    long begun = System.nanoTime();
    LoneSync sync = stack.sync(Map.of("M1BRIDGE_UI_TOKEN", UI_TOKEN));
    sync.awaitTaken(contacts, PATIENCE);
    double filled = seconds(begun);
    workbench.say("%,d contacts taken in within %.0f s".formatted(contacts, filled));
    Report.Builder report =
        Report.of(name())
            .figure("contacts", contacts)
            .figure("filledSeconds", filled)
            .figure("residentMiB", sync.process().residentBytes() / MIB);
    ask(sync, contacts, WARM_UP);
    tell(report, "quiet", ask(sync, contacts, QUESTIONS));
    int changed = Math.min(CHANGED, contacts);
    try (ChangeFeed feed = stack.changes()) {
      for (int number = 0; number < changed; number++) {
        feed.send(customers.patched(number, 2).toRecord());
      }
    }
    tell(report, "busy", ask(sync, contacts, QUESTIONS));
    long taken = sync.status().path("accepted").asLong();
    return report.figure("busy.stillWaitingChanges", (double) contacts + changed - taken).build();
  }

  /**
   * What the callers were answered.
   *
   * @param held answers about contacts that a call holds; the others wait
   */
  private record Asked(double[] millis, int held) {}

  private static void tell(Report.Builder report, String when, Asked asked) {
    double[] millis = asked.millis();
    if (asked.held() == 0 || asked.held() == millis.length) {
      throw new IllegalStateException(
          "Some contacts have to wait and calls to hold others: "
              + asked.held()
              + " of "
              + millis.length
              + " answers were about held ones");
    }
    report
        .figure(when + ".heldAnswers", asked.held())
        .figure(when + ".p50Ms", Statistics.percentile(millis, 50))
        .atMost(when + ".p99Ms", Statistics.percentile(millis, 99), MOST_MILLIS)
        .figure(when + ".maxMs", Statistics.percentile(millis, 100));
  }

  /** Each caller waits for its answer before it asks again; contacts are drawn at random. */
  private Asked ask(LoneSync sync, int contacts, int questions) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<Asked>> asked = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        Random random = new Random(caller);
        asked.add(callers.submit(() -> askOne(sync, random, contacts, questions / CALLERS)));
      }
      double[] millis = new double[questions / CALLERS * CALLERS];
      int at = 0;
      int held = 0;
      for (Future<Asked> one : asked) {
        for (double each : one.get().millis()) {
          millis[at++] = each;
        }
        held += one.get().held();
      }
      return new Asked(millis, held);
    } finally {
      callers.shutdownNow();
    }
  }

  private Asked askOne(LoneSync sync, Random random, int contacts, int questions)
      throws IOException {
    double[] millis = new double[questions];
    int held = 0;
    for (int i = 0; i < questions; i++) {
      int number = random.nextInt(i % 2 == 0 ? Math.min(OLDEST, contacts) : contacts);
      URI question = sync.at("/v1/contacts/" + ACCOUNT + "/customer-" + number);
      long begun = System.nanoTime();
      Answer answer = http.get(question).header("Authorization", "token " + UI_TOKEN).answer();
      millis[i] = (System.nanoTime() - begun) / 1e6;
      if (answer.status() != 200) {
        throw new IOException("Answered with status " + answer.status());
      }
      held += answer.json().has("call") ? 1 : 0;
    }
    return new Asked(millis, held);
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
