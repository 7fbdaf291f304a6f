package io.m1bridge.benchmarks.contactsync;

import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Workbench;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * 50,000 patches of random fields over 20,000 contacts that M1 acknowledged with all their fields:
 * calls against the lower bound. A call carries 1,000 rows at most and a contact that changed needs
 * a row, so the bound is the number of contacts that changed, divided by 1,000 and rounded up. It
 * can be reached: all values are known, so any row can be padded to any header. Permits come when
 * all patches are taken in: how fast that goes is not the question here.
 */
public final class SyncMixed implements Benchmark {

  private static final String ACCOUNT = "acme";
  private static final int CONTACTS = 20_000;
  private static final int PATCHES = 50_000;
  private static final int ROWS_OF_A_CALL = 1_000;
  private static final double MOST_OVER_BOUND = 1.2;
  private static final double PERMITS_PER_SECOND = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Override
  public String name() {
    return "sync-mixed";
  }

  @Override
  public String description() {
    return "contact-sync edits 20,000 contacts by 50,000 patches of random fields: calls against the lower bound";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    SyncStack stack =
        SyncStack.start(workbench, SyncStack.callsPerHour(PERMITS_PER_SECOND), List.of(ACCOUNT));
    Customers customers = new Customers(ACCOUNT);
    try (ChangeFeed feed = stack.changes()) {
      feed.sendNew(customers, CONTACTS);
    }
    LoneSync sync = stack.sync(Map.of());
    sync.awaitSettled(CONTACTS, PATIENCE);
    sync.stop(); // and the permits that it still has are gone
    stack.stopPermits();
    workbench.say(CONTACTS + " contacts are in M1");
    long before = stack.contactCalls(ACCOUNT);
    int changed = patch(stack, customers);
    sync.startAgain();
    sync.awaitTaken(PATCHES, PATIENCE);
    long begun = System.nanoTime();
    stack.startPermits();
    sync.awaitSettled(PATCHES, PATIENCE);
    double seconds = (System.nanoTime() - begun) / 1e9;
    double calls = stack.contactCalls(ACCOUNT) - before;
    double bound = Math.ceil((double) changed / ROWS_OF_A_CALL);
    return Report.of(name())
        .figure("contactsChanged", changed)
        .figure("boundCalls", bound)
        .figure("calls", calls)
        .atMost("overBound", calls / bound, MOST_OVER_BOUND)
        .figure("seconds", seconds)
        .build();
  }

  /** Returns how many contacts were patched. */
  private static int patch(SyncStack stack, Customers customers) {
    Random random = new Random(2);
    Set<Integer> changed = new HashSet<>();
    try (ChangeFeed feed = stack.changes()) {
      for (int i = 0; i < PATCHES; i++) {
        int number = random.nextInt(CONTACTS);
        changed.add(number);
        feed.send(customers.patched(number, 2 + i).toRecord());
      }
    }
    return changed.size();
  }
}
