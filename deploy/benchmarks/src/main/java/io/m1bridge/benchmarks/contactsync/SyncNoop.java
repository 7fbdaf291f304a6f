package io.m1bridge.benchmarks.contactsync;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A captured table of which nine events in ten touch only columns that no mapping names. Each
 * contact changes once in earnest, so that the rows of all calls, less the contacts, are the rows
 * that were sent for nothing.
 */
public final class SyncNoop implements Benchmark {

  private static final String ACCOUNT = "acme";
  private static final TopicSpec ROWS = Topics.CONTACT_CHANGES.named("crm.rows");
  private static final int CONTACTS = 20_000;
  private static final int ONE_REAL_IN = 10;
  private static final int EVENTS = CONTACTS * ONE_REAL_IN;
  private static final double PERMITS_PER_SECOND = 10;
  private static final double LEAST_PER_SECOND = 30_000;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Override
  public String name() {
    return "sync-noop";
  }

  @Override
  public String description() {
    return "contact-sync reads 200,000 Debezium envelopes, nine in ten change nothing that is mapped: rows sent for those, events a second";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    SyncStack stack =
        SyncStack.start(workbench, SyncStack.callsPerHour(PERMITS_PER_SECOND), List.of(ACCOUNT));
    NoisyTable table = new NoisyTable(CONTACTS);
    stack.changes().close(); // contact-sync reads it too
    try (ChangeFeed feed = ChangeFeed.to(stack.kafka(), ROWS)) {
      for (int row = 0; row < CONTACTS; row++) {
        feed.send(table.visited(row));
      }
    }
    LoneSync sync = stack.sync(settings(stack.directory()));
    sync.awaitSettled(CONTACTS, PATIENCE);
    sync.stop();
    workbench.say(CONTACTS + " contacts are in M1");
    long rowsBefore = rowsSent(stack);
    feed(stack, table);
    sync.startAgain();
    long first = sync.awaitTaken(1, PATIENCE);
    long begun = System.nanoTime();
    Duration cpuBefore = sync.process().cpuTime();
    sync.awaitTaken(EVENTS, PATIENCE);
    double seconds = (System.nanoTime() - begun) / 1e9;
    double cpu = sync.process().cpuTime().minus(cpuBefore).toNanos() / 1e9;
    sync.awaitSettled(EVENTS, PATIENCE);
    return Report.of(name())
        .atMost("rowsSentForNothing", rowsSent(stack) - rowsBefore - CONTACTS, 0)
        .atLeast("eventsPerSecond", (EVENTS - first) / seconds, LEAST_PER_SECOND)
        .figure("cpuSecondsPer100k", cpu * 100_000 / (EVENTS - first))
        .build();
  }

  private static Map<String, String> settings(Path directory) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("noop.properties"),
            "m1bridge.contact-sync.sources.\"%s\"=%s\nm1bridge.contact-sync.default-account=%s\n"
                .formatted(ROWS.name(), NoisyTable.mapping(directory), ACCOUNT));
    return Map.of("QUARKUS_CONFIG_LOCATIONS", file.toString());
  }

  private static void feed(SyncStack stack, NoisyTable table) throws Exception {
    Random random = new Random(1);
    try (ChangeFeed feed = ChangeFeed.to(stack.kafka(), ROWS)) {
      for (int event = 0; event < EVENTS; event++) {
        feed.send(
            event % ONE_REAL_IN == 0
                ? table.changed(event / ONE_REAL_IN)
                : table.visited(random.nextInt(CONTACTS)));
      }
    }
  }

  /** Rows of all calls that write, as M1 counted them. */
  private static long rowsSent(SyncStack stack) {
    long rows = 0;
    for (JsonNode call : stack.control().get("/accounts/" + ACCOUNT + "/calls")) {
      String path = call.path("path").asText();
      if (path.endsWith("contact/add") || path.endsWith("contact/edit")) {
        rows += call.path("rows").asLong();
      }
    }
    return rows;
  }
}
