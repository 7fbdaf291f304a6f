package io.m1bridge.benchmarks.contactsync;

import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Statistics;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.benchmarks.token.SeededAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * 1,000 accounts at one contact-sync: whether an account whose M1 answers after ten seconds, one
 * whose calls all fail and one with 100,000 waiting changes slow the others down. The others have
 * 20 changes a second together, without and then beside those three.
 */
public final class SyncAccounts implements Benchmark {

  private static final String SLOW = "slow";
  private static final String BROKEN = "broken";
  private static final String FLOODED = "flooded";
  private static final int OTHERS = 997;
  private static final int FLOOD = 100_000;
  private static final int FLOODED_CONTACTS = 20_000;
  private static final int OF_TROUBLED = 1_000;
  private static final int SLOW_BY_MS = 10_000;
  private static final double PER_SECOND = 20;
  private static final int CHANGES = 1_200;
  private static final double MOST_RATIO = 1.2;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "sync-accounts";
  }

  @Override
  public String description() {
    return "contact-sync with 1,000 accounts: ms from a change to its result, without and beside a slow, a broken and a"
        + " flooded account, while the flood is read and afterwards";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    List<String> others = IntStream.range(0, OTHERS).mapToObj(i -> "account-" + i).toList();
    List<String> accounts = new ArrayList<>(others);
    accounts.addAll(List.of(SLOW, BROKEN, FLOODED));
    SyncStack stack = SyncStack.start(workbench, SeededAccount.GOLD, accounts);
    trouble(stack);
    // The topic has to be there.
    stack.changes().close();
    LoneSync sync = stack.sync(Map.of());
    List<Customers> customers = others.stream().map(Customers::new).toList();
    try (Trickle trickle = Trickle.of(stack.kafka())) {
      round(trickle, customers, 0); // the JIT's, and the first call of each account
      double[] without = round(trickle, customers, 1);
      workbench.say("without: p95 %.0f ms".formatted(Statistics.percentile(without, 95)));
      CompletableFuture<Void> feeding = CompletableFuture.runAsync(() -> feedTroubled(stack));
      double[] reading = round(trickle, customers, 2);
      feeding.join();
      sync.awaitTaken(3 * CHANGES + 2 * OF_TROUBLED + FLOOD, PATIENCE);
      double[] beside = round(trickle, customers, 3);
      double p95Without = Statistics.percentile(without, 95);
      double p95Reading = Statistics.percentile(reading, 95);
      double p95Beside = Statistics.percentile(beside, 95);
      return Report.of(name())
          .figure("without.medianMs", Statistics.median(without))
          .figure("without.p95Ms", p95Without)
          .figure("reading.medianMs", Statistics.median(reading))
          .figure("reading.p95Ms", p95Reading)
          .figure("reading.p95Ratio", p95Reading / p95Without)
          .figure("beside.medianMs", Statistics.median(beside))
          .figure("beside.p95Ms", p95Beside)
          .atMost("p95Ratio", p95Beside / p95Without, MOST_RATIO)
          .figure("flooded.calls", stack.contactCalls(FLOODED))
          .figure("slow.calls", stack.contactCalls(SLOW))
          .figure("broken.calls", stack.contactCalls(BROKEN))
          .build();
    }
  }

  private static void trouble(SyncStack stack) {
    stack
        .control()
        .send(
            "POST",
            "/faults",
            Map.of("account", SLOW, "path", "/contact/*", "kind", "delay", "delayMs", SLOW_BY_MS));
    stack
        .control()
        .send(
            "POST",
            "/faults",
            Map.of("account", BROKEN, "path", "/contact/*", "kind", "refuse", "code", "E10001"));
  }

  /** One account after the other, a new contact each time. */
  private static double[] round(Trickle trickle, List<Customers> customers, int round)
      throws Exception {
    return trickle.run(
        number -> customers.get(number % OTHERS).upserted(round * CHANGES + number, 1),
        CHANGES,
        PER_SECOND);
  }

  private static void feedTroubled(SyncStack stack) {
    Customers flooded = new Customers(FLOODED);
    try (ChangeFeed feed = stack.changes()) {
      for (String account : List.of(SLOW, BROKEN)) {
        Customers customers = new Customers(account);
        feed.sendNew(customers, OF_TROUBLED);
      }
      for (int i = 0; i < FLOOD; i++) {
        feed.send(flooded.upserted(i % FLOODED_CONTACTS, i).toRecord());
      }
    }
  }
}
