package io.m1bridge.benchmarks.contactsync;

import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Statistics;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.benchmarks.token.SeededAccount;
import io.m1bridge.local.crm.Change;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * 20 changes a second for a minute, four of five to contacts that are in M1, the fifth a new one;
 * the account has the calls of the plan gold, one in 1.87 s. Calls, and how long a change takes.
 */
public final class SyncTrickle implements Benchmark {

  private static final String ACCOUNT = "acme";
  private static final double PER_SECOND = 20;
  private static final int CHANGES = 1_200;
  private static final int ONE_NEW_IN = 5;
  private static final double MOST_CALLS = 36;
  private static final double MOST_MILLIS = 4_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "sync-trickle";
  }

  @Override
  public String description() {
    return "contact-sync with 20 changes a second for a minute, plan gold: calls, ms from the change to its result";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    SyncStack stack = SyncStack.start(workbench, SeededAccount.GOLD, List.of(ACCOUNT));
    Customers customers = new Customers(ACCOUNT);
    try (ChangeFeed feed = stack.changes()) {
      feed.sendNew(customers, CHANGES);
    }
    LoneSync sync = stack.sync(Map.of());
    sync.awaitSettled(CHANGES, PATIENCE);
    Report.Builder report = Report.of(name());
    try (Trickle trickle = Trickle.of(stack.kafka())) {
      measure(report, "edits", stack, trickle, number -> customers.patched(number, 2));
      measure(report, "mixed", stack, trickle, number -> mixed(customers, number));
    }
    return report.figure("contacts", stack.contacts(ACCOUNT)).build();
  }

  private static void measure(
      Report.Builder report,
      String what,
      SyncStack stack,
      Trickle trickle,
      IntFunction<Change> changes)
      throws IOException {
    long before = stack.contactCalls(ACCOUNT);
    double[] millis = trickle.run(changes, CHANGES, PER_SECOND);
    report
        .atMost(what + ".calls", stack.contactCalls(ACCOUNT) - before, MOST_CALLS)
        .figure(what + ".medianMs", Statistics.median(millis))
        .atMost(what + ".p95Ms", Statistics.percentile(millis, 95), MOST_MILLIS);
  }

  /** Adds and edits take calls of their own: each kind has every second permit. */
  private static Change mixed(Customers customers, int number) {
    return number % ONE_NEW_IN == 0
        ? customers.upserted(CHANGES + number, 1)
        : customers.patched(number, 3);
  }
}
