package io.m1bridge.benchmarks.contactsync;

import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Workbench;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * 20,000 new contacts, one in a hundred of which M1 refuses, and with it the whole call that it
 * comes in: calls until every good one is there and every bad one a dead letter. 1,616 calls are
 * the fewest that information theory allows for; halving takes 2,708. Permits come when all rows
 * are taken in: batches are full then, however busy the machine is.
 */
public final class SyncPoison implements Benchmark {

  private static final String ACCOUNT = "acme";
  private static final int ROWS = 20_000;
  private static final int POISONED = ROWS / 100;
  private static final int MOST_CALLS = 1_900;
  private static final String MARKER = "refuse-this-row";

  /** As many as contact-sync asks for: the calls are counted here, not the time. */
  private static final double PERMITS_PER_SECOND = 20;

  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @Override
  public String name() {
    return "sync-poison";
  }

  @Override
  public String description() {
    return "contact-sync adds 20,000 contacts, M1 refuses 1 % of them and the calls they are in: calls, who is applied";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    SyncStack stack =
        SyncStack.start(workbench, SyncStack.callsPerHour(PERMITS_PER_SECOND), List.of(ACCOUNT));
    stack
        .control()
        .send(
            "PATCH",
            "/behaviour",
            Map.of("contacts", Map.of("refuseMarker", MARKER, "badBatch", "atomic")));
    fill(stack);
    stack.stopPermits();
    LoneSync sync = stack.sync(Map.of());
    sync.awaitTaken(ROWS, PATIENCE);
    long begun = System.nanoTime();
    stack.startPermits();
    sync.awaitSettled(ROWS, PATIENCE);
    double seconds = (System.nanoTime() - begun) / 1e9;
    return Report.of(name())
        .atMost("calls", stack.contactCalls(ACCOUNT), MOST_CALLS)
        .atLeast("applied", stack.contacts(ACCOUNT), ROWS - POISONED)
        .atLeast("deadLetters", sync.status().path("deadLetters").asLong(), POISONED)
        .figure("seconds", seconds)
        .build();
  }

  private static void fill(SyncStack stack) {
    Customers customers = new Customers(ACCOUNT);
    int[] poisoned = new Random(1).ints(0, ROWS).distinct().limit(POISONED).sorted().toArray();
    int next = 0;
    try (ChangeFeed feed = stack.changes()) {
      for (int number = 0; number < ROWS; number++) {
        boolean bad = next < poisoned.length && poisoned[next] == number;
        next += bad ? 1 : 0;
        feed.send(
            (bad ? customers.upserted(number, 1, MARKER) : customers.upserted(number, 1))
                .toRecord());
      }
    }
  }
}
