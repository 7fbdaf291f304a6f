package io.m1bridge.benchmarks.contactsync;

import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Workbench;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** 1,000 contacts deleted whose ids M1 never told: calls for the deletes alone. */
public final class SyncDelete implements Benchmark {

  private static final String ACCOUNT = "acme";
  private static final int CONTACTS = 1_000;

  /** Some stay: what is deleted has to be told from them. */
  private static final int STAYING = 1_000;

  private static final int MOST_CALLS = 25;
  private static final double PERMITS_PER_SECOND = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "sync-delete";
  }

  @Override
  public String description() {
    return "contact-sync deletes 1,000 of 2,000 contacts without knowing their ids: calls, seconds";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    SyncStack stack =
        SyncStack.start(workbench, SyncStack.callsPerHour(PERMITS_PER_SECOND), List.of(ACCOUNT));
    Customers customers = new Customers(ACCOUNT);
    try (ChangeFeed feed = stack.changes()) {
      feed.sendNew(customers, CONTACTS + STAYING);
    }
    // So many deletes are meant: nobody is to be asked.
    LoneSync sync = stack.sync(Map.of("M1BRIDGE_CONTACT_SYNC_DELETE_GUARD_SHARE", "1"));
    sync.awaitSettled(CONTACTS + STAYING, PATIENCE);
    sync.stop();
    long before = stack.contactCalls(ACCOUNT);
    try (ChangeFeed feed = stack.changes()) {
      for (int number = 0; number < CONTACTS; number++) {
        feed.send(customers.deleted(number).toRecord());
      }
    }
    long begun = System.nanoTime();
    sync.startAgain();
    sync.awaitSettled(CONTACTS, PATIENCE);
    double seconds = (System.nanoTime() - begun) / 1e9;
    return Report.of(name())
        .atMost("calls", stack.contactCalls(ACCOUNT) - before, MOST_CALLS)
        .atMost("contactsLeft", stack.contacts(ACCOUNT), STAYING)
        .figure("seconds", seconds)
        .build();
  }
}
