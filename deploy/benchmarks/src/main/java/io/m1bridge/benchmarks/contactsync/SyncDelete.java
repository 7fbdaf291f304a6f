package io.m1bridge.benchmarks.contactsync;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Workbench;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Calls for deletes alone: of 1,000 contacts whose ids M1 never told, together with their group and
 * the safe way; and of one whose id its list told.
 */
public final class SyncDelete implements Benchmark {

  private static final String ACCOUNT = "acme";

  /** As many for each of the two ways; those that stay have to be told from them. */
  private static final int CONTACTS = 1_000;

  private static final int ALL = 3 * CONTACTS + 1;
  private static final int MOST_CALLS = 25;
  private static final int MOST_CALLS_BY_GROUP = 5;
  private static final int MOST_CALLS_OF_A_KNOWN_ONE = 3;
  private static final int PAGE = 50;
  private static final Set<String> OF_A_DELETE =
      Set.of("/contact/detail", "/contact/delete", "/contact/add");
  private static final double PERMITS_PER_SECOND = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  @Override
  public String name() {
    return "sync-delete";
  }

  @Override
  public String description() {
    return "contact-sync deletes 1,000 of 3,001 contacts without knowing their ids, by group and"
        + " safely, and one whose id is known: calls, seconds";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    SyncStack stack =
        SyncStack.start(workbench, SyncStack.callsPerHour(PERMITS_PER_SECOND), List.of(ACCOUNT));
    Customers customers = new Customers(ACCOUNT);
    try (ChangeFeed feed = stack.changes()) {
      feed.sendNew(customers, ALL);
    }
    LoneSync byGroup =
        stack.sync("by-group", meant(Map.of("M1BRIDGE_CONTACT_SYNC_GROUP_DELETE", "true")));
    byGroup.awaitSettled(ALL, PATIENCE);
    byGroup.stop();
    // It leaves no group behind, so that nothing is tidied up while the next one is counted.
    Measured group = delete(stack, customers, 0, byGroup);
    byGroup.stop();
    LoneSync safe = stack.sync("safe", meant(Map.of()));
    safe.stop();
    Measured marked = delete(stack, customers, CONTACTS, safe);
    safe.stop();
    long known = deleteKnown(stack, customers);
    return Report.of(name())
        .atMost("calls", marked.calls(), MOST_CALLS)
        .figure("seconds", marked.seconds())
        .atMost("callsByGroup", group.calls(), MOST_CALLS_BY_GROUP)
        .figure("secondsByGroup", group.seconds())
        .atMost("callsOfAKnownOne", known, MOST_CALLS_OF_A_KNOWN_ONE)
        .atMost("contactsLeft", stack.contacts(ACCOUNT), CONTACTS)
        .build();
  }

  private record Measured(long calls, double seconds) {}

  /** So many deletes are meant: nobody is to be asked. */
  private static Map<String, String> meant(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("M1BRIDGE_CONTACT_SYNC_DELETE_GUARD_SHARE", "1");
    return all;
  }

  /** By a service that is stopped: it finds all of them at once. */
  private static Measured delete(SyncStack stack, Customers customers, int first, LoneSync sync)
      throws Exception {
    long before = stack.contactCalls(ACCOUNT);
    send(stack, customers, first, CONTACTS);
    long begun = System.nanoTime();
    sync.startAgain();
    sync.awaitSettled(CONTACTS, PATIENCE);
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Measured(stack.contactCalls(ACCOUNT) - before, seconds);
  }

  private static void send(SyncStack stack, Customers customers, int first, int count)
      throws Exception {
    try (ChangeFeed feed = stack.changes()) {
      for (int number = first; number < first + count; number++) {
        feed.send(customers.deleted(number).toRecord());
      }
    }
  }

  /** Passes follow each other, and their calls are not counted. */
  private static long deleteKnown(SyncStack stack, Customers customers) throws Exception {
    long pages = calls(stack, Set.of("/contact/all"));
    // Its total may be asked for beside.
    long whole = pages + (CONTACTS + PAGE) / PAGE + 3;
    LoneSync sync =
        stack.sync(
            "known",
            meant(
                Map.of(
                    "M1BRIDGE_CONTACT_SYNC_RECONCILE_EVERY", "2s",
                    "M1BRIDGE_CONTACT_SYNC_RECONCILE_SHARE", "1")));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (calls(stack, Set.of("/contact/all")) < whole) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("No pass read all that M1 lists");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
    long before = calls(stack, OF_A_DELETE);
    send(stack, customers, 2 * CONTACTS, 1);
    sync.awaitSettled(1, PATIENCE);
    return calls(stack, OF_A_DELETE) - before;
  }

  private static long calls(SyncStack stack, Set<String> paths) {
    JsonNode calls = stack.control().send("GET", "/accounts/" + ACCOUNT + "/calls", "");
    long count = 0;
    for (JsonNode call : calls) {
      count += paths.contains(call.path("path").asText()) ? 1 : 0;
    }
    return count;
  }
}
