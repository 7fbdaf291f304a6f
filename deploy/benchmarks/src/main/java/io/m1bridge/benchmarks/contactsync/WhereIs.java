package io.m1bridge.benchmarks.contactsync;

import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Statistics;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.contracts.Topics;
import io.m1bridge.local.stack.KafkaTopics;
import io.m1bridge.process.Checkout;
import io.m1bridge.process.KafkaCluster;
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
 * stores, all waiting: while nothing else is done, and while changes of theirs are taken in.
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
    KafkaCluster kafka = KafkaCluster.start(workbench.processes(), 1);
    try (KafkaTopics topics = KafkaTopics.of(kafka.bootstrapServers())) {
      topics.create(Topics.ACCOUNTS);
    }
    Customers customers = new Customers(ACCOUNT);
    try (ChangeFeed feed = ChangeFeed.to(kafka, Topics.CONTACT_CHANGES)) {
      feed.sendNew(customers, contacts);
    }
    long begun = System.nanoTime();
    LoneSync sync =
        LoneSync.start(
            Checkout.root(),
            kafka,
            workbench.processes(),
            workbench.processes().directory(),
            Map.of("M1BRIDGE_UI_TOKEN", UI_TOKEN));
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
    try (ChangeFeed feed = ChangeFeed.to(kafka, Topics.CONTACT_CHANGES)) {
      for (int number = 0; number < changed; number++) {
        feed.send(customers.patched(number, 2).toRecord());
      }
    }
    tell(report, "busy", ask(sync, contacts, QUESTIONS));
    long taken = sync.status().path("accepted").asLong();
    return report.figure("busy.stillWaitingChanges", (double) contacts + changed - taken).build();
  }

  private static void tell(Report.Builder report, String when, double[] millis) {
    report
        .figure(when + ".p50Ms", Statistics.percentile(millis, 50))
        .atMost(when + ".p99Ms", Statistics.percentile(millis, 99), MOST_MILLIS)
        .figure(when + ".maxMs", Statistics.percentile(millis, 100));
  }

  /** Each caller waits for its answer before it asks again; contacts are drawn at random. */
  private double[] ask(LoneSync sync, int contacts, int questions) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<double[]>> asked = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        Random random = new Random(caller);
        asked.add(callers.submit(() -> askOne(sync, random, contacts, questions / CALLERS)));
      }
      double[] millis = new double[questions / CALLERS * CALLERS];
      int at = 0;
      for (Future<double[]> one : asked) {
        for (double each : one.get()) {
          millis[at++] = each;
        }
      }
      return millis;
    } finally {
      callers.shutdownNow();
    }
  }

  private double[] askOne(LoneSync sync, Random random, int contacts, int questions)
      throws IOException {
    double[] millis = new double[questions];
    for (int i = 0; i < questions; i++) {
      URI question = sync.at("/v1/contacts/" + ACCOUNT + "/customer-" + random.nextInt(contacts));
      long begun = System.nanoTime();
      Answer answer = http.get(question).header("Authorization", "token " + UI_TOKEN).answer();
      millis[i] = (System.nanoTime() - begun) / 1e6;
      if (answer.status() != 200) {
        throw new IOException("Answered with status " + answer.status());
      }
    }
    return millis;
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
