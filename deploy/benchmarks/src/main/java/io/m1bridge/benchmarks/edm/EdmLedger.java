package io.m1bridge.benchmarks.edm;

import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.benchmarks.edm.EdmStack.Edm;
import io.m1bridge.process.RunDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a published row costs in edm-event's ledger, and how long the service takes to its first
 * call of M1 after a stop and after a SIGKILL: with all rows in the ledger, and with them put away.
 */
public final class EdmLedger implements Benchmark {

  /** Environment variable: another number of recipients, who make 1.4 rows each. */
  private static final String RECIPIENTS = "M1BRIDGE_BENCHMARK_RECIPIENTS";

  private static final String DEFAULT_RECIPIENTS = "40000";
  private static final int RECIPIENTS_OF_A_CAMPAIGN = 10_000;
  private static final int CALLS_PER_HOUR = 1_000_000;
  private static final Duration AGE = Duration.ofDays(40);
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration CLEANED_WITHIN = Duration.ofSeconds(45);
  private static final double MOST_TO_FIRST_POLL = 60;

  private static final List<String> NOTHING_ELSE =
      List.of(
          "clickRate",
          "unsubscribeRate",
          "complaintRate",
          "softBounceRate",
          "hardBounceRate",
          "lateShare",
          "equalShare");

  /** More than what is kept of a few campaigns that are put away. */
  private static final int FEW = 200;

  /** Kafka compacts within seconds what takes it hours. */
  private static final Map<String, String> QUICK_COMPACTION =
      Map.of(
          property("topic.segment.bytes"), "1048576",
          property("topic.min.cleanable.dirty.ratio"), "0.01",
          property("topic.delete.retention.ms"), "100");

  @Override
  public String name() {
    return "edm-ledger";
  }

  @Override
  public String description() {
    return "edm-event's ledger of 57,000 rows of old campaigns, before and after they are put away: bytes a row,"
        + " first call of M1 after a stop and a SIGKILL; more by "
        + RECIPIENTS;
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    int recipients = Integer.parseInt(System.getenv().getOrDefault(RECIPIENTS, DEFAULT_RECIPIENTS));
    EdmStack stack = EdmStack.start(workbench, CALLS_PER_HOUR);
    stack.behave(Map.of("edm", Map.of("pageCap", 2_000)));
    campaigns(stack, recipients);
    int rows = Math.toIntExact(stack.m1().campaigns().rows());
    LedgerChangelog changelog = new LedgerChangelog(stack.kafka());
    Report.Builder report = Report.of(name());

    Edm full = stack.edm("edm-event-full", settings("0s"));
    double seconds = stack.await(full, "published", PATIENCE, () -> stack.published(full) >= rows);
    report.figure("rows", rows).figure("published.rowsPerSecond", rows / seconds);
    workbench.say("%,d rows are published".formatted(rows));
    full.stop();
    measure("full", stack, full, changelog, rows, report);

    Edm reduced = stack.edm("edm-event-reduced", settings("1s"));
    double away =
        stack.await(reduced, "put away", PATIENCE, () -> changelog.content().entries() < FEW);
    report.figure("putAway.seconds", away);
    workbench.say("All rows are put away");
    reduced.stop();
    awaitCleaned(changelog, changelog.bytesOnBroker());
    measure("reduced", stack, reduced, changelog, rows, report);
    return report.build();
  }

  /** The service has stopped. */
  private static void measure(
      String phase,
      EdmStack stack,
      Edm edm,
      LedgerChangelog changelog,
      int rows,
      Report.Builder report)
      throws Exception {
    LedgerChangelog.Content content = changelog.content();
    report
        .figure(phase + ".entries", content.entries())
        .figure(phase + ".bytesPerRow", (double) content.bytes() / rows)
        .figure(phase + ".storeBytesPerRow", bytes(stack) / rows)
        .figure(phase + ".changelogBytesPerRow", (double) changelog.bytesOnBroker() / rows);
    double stopped = firstPoll(stack, edm);
    edm.process().sigkill();
    double killed = firstPoll(stack, edm);
    edm.stop();
    report
        .figure(phase + ".firstPollAfterStopSeconds", stopped)
        .atMost(phase + ".firstPollAfterSigkillSeconds", killed, MOST_TO_FIRST_POLL);
  }

  private static double bytes(EdmStack stack) throws Exception {
    return RunDirectory.bytes(stack.stateDirectory());
  }

  /** From the start of the process. */
  private static double firstPoll(EdmStack stack, Edm edm) throws InterruptedException {
    long before = stack.calls();
    edm.process().restart();
    return stack.await(edm, "polling", PATIENCE, () -> stack.calls() > before);
  }

  /** Old enough to be put away as soon as they are read. */
  private static void campaigns(EdmStack stack, int recipients) {
    Instant sentAt = Instant.now().minus(AGE).truncatedTo(ChronoUnit.SECONDS);
    for (int made = 0; made < recipients; made += RECIPIENTS_OF_A_CAMPAIGN) {
      Map<String, Object> campaign = new HashMap<>();
      campaign.put("recipients", Math.min(RECIPIENTS_OF_A_CAMPAIGN, recipients - made));
      campaign.put("sendAt", sentAt.toString());
      // Everybody opens it, some more than once, and nothing else happens.
      campaign.put("openRate", 1);
      for (String none : NOTHING_ELSE) {
        campaign.put(none, 0);
      }
      campaign.put("seed", made + 1);
      stack.campaign(campaign);
    }
  }

  private static Map<String, String> settings(String putAwayAfter) {
    Map<String, String> settings = new HashMap<>(QUICK_COMPACTION);
    settings.put("m1bridge.edm.poll.put-away-after", putAwayAfter);
    return settings;
  }

  private static String property(String name) {
    return "m1bridge.streams.properties.\"" + name + "\"";
  }

  /** Waits until Kafka has compacted the changelog, for some time: it does so when it likes. */
  private static void awaitCleaned(LedgerChangelog changelog, long before) throws Exception {
    long begun = System.nanoTime();
    while (changelog.bytesOnBroker() > before / 2
        && System.nanoTime() - begun < CLEANED_WITHIN.toNanos()) {
      TimeUnit.SECONDS.sleep(1);
    }
  }
}
