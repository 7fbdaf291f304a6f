package io.m1bridge.benchmarks.contactsync;

import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.process.Checkout;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long contact-sync takes to be ready again with 200,000 contacts of one account: after a clean
 * stop, after a SIGKILL, and with its disk lost; by how its stores are set.
 */
public final class StoreRestart implements Benchmark {

  /** Environment variable: another number of contacts. */
  private static final String CONTACTS = "M1BRIDGE_BENCHMARK_CONTACTS";

  private static final String DEFAULT_CONTACTS = "200000";
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final double MIB = 1 << 20;

  @Override
  public String name() {
    return "store-restart";
  }

  @Override
  public String description() {
    return "contact-sync with 200,000 contacts: ready again after a stop, a SIGKILL, a lost disk; stores plain,"
        + " transactional, and with other write buffers; others by "
        + CONTACTS;
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    Map<String, Map<String, String>> variants = new LinkedHashMap<>();
    variants.put("plain", Map.of());
    variants.put("transactional", Map.of("M1BRIDGE_STREAMS_TRANSACTIONAL_STORES", "true"));
    variants.put(
        "largeBuffers",
        Map.of(
            "M1BRIDGE_STREAMS_ROCKSDB_STORE_WRITE_BUFFER_BYTES", "16777216",
            "M1BRIDGE_STREAMS_ROCKSDB_CACHE_BYTES", "100663296"));
    variants.put(
        "mediumBuffers", Map.of("M1BRIDGE_STREAMS_ROCKSDB_STORE_WRITE_BUFFER_BYTES", "4194304"));
    Report.Builder report = Report.of(name());
    for (Map.Entry<String, Map<String, String>> variant : variants.entrySet()) {
      measure(workbench, variant.getKey(), variant.getValue(), report);
    }
    return report.build();
  }

  private static void measure(
      Workbench workbench, String variant, Map<String, String> environment, Report.Builder report)
      throws Exception {
    int contacts = Integer.parseInt(System.getenv().getOrDefault(CONTACTS, DEFAULT_CONTACTS));
    int changes = contacts + contacts / 50;
    Path directory = Files.createDirectories(workbench.processes().directory().resolve(variant));
    try (LocalProcesses processes = LocalProcesses.in(directory)) {
      KafkaCluster kafka = KafkaCluster.start(processes, 1);
      LoneSync.fill(kafka, contacts, changes);
      long begun = System.nanoTime();
      LoneSync sync = LoneSync.start(Checkout.root(), kafka, processes, directory, environment);
      sync.awaitTaken(changes, PATIENCE);
      double filled = seconds(begun);
      double resident = sync.process().residentBytes() / MIB;
      sync.process().terminate(GRACE);
      double disk = RunDirectory.bytes(sync.stateDirectory()) / MIB;
      double clean = readyAgain(sync);
      sync.process().sigkill();
      double killed = readyAgain(sync);
      sync.process().terminate(GRACE);
      RunDirectory.delete(sync.stateDirectory());
      double lost = readyAgain(sync);
      workbench.say(
          "%s: filled in %.0f s, %.0f MiB resident, %.0f MiB on disk; ready after a stop %.1f s, a"
                  .formatted(variant, filled, resident, disk, clean)
              + " SIGKILL %.1f s, a lost disk %.1f s".formatted(killed, lost));
      report
          .figure(variant + ".changesPerSecond", changes / filled)
          .figure(variant + ".residentMiB", resident)
          .figure(variant + ".diskMiB", disk)
          .figure(variant + ".readyAfterStopSeconds", clean)
          .figure(variant + ".readyAfterSigkillSeconds", killed)
          .figure(variant + ".readyAfterLostDiskSeconds", lost);
    }
  }

  /** From the start of the process; ready means that every store is restored. */
  private static double readyAgain(LoneSync sync) {
    long begun = System.nanoTime();
    sync.process().restart();
    sync.awaitReady();
    return seconds(begun);
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
