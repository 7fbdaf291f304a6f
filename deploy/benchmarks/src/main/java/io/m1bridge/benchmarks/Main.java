package io.m1bridge.benchmarks;

import io.m1bridge.benchmarks.contactsync.EditPacking;
import io.m1bridge.benchmarks.contactsync.Intake;
import io.m1bridge.benchmarks.contactsync.StoreRestart;
import io.m1bridge.benchmarks.contactsync.SyncAccounts;
import io.m1bridge.benchmarks.contactsync.SyncBacklog;
import io.m1bridge.benchmarks.contactsync.SyncDebezium;
import io.m1bridge.benchmarks.contactsync.SyncDelete;
import io.m1bridge.benchmarks.contactsync.SyncMixed;
import io.m1bridge.benchmarks.contactsync.SyncNoop;
import io.m1bridge.benchmarks.contactsync.SyncPoison;
import io.m1bridge.benchmarks.contactsync.SyncTrickle;
import io.m1bridge.benchmarks.contactsync.WhereIs;
import io.m1bridge.benchmarks.edm.EdmLedger;
import io.m1bridge.benchmarks.token.Permits;
import io.m1bridge.benchmarks.token.TokenAccounts;
import io.m1bridge.benchmarks.token.TokenHandout;
import io.m1bridge.benchmarks.token.TokenRefreshContention;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** Entry point of {@code deploy/benchmarks/run}. */
public final class Main {

  private static final List<Benchmark> ALL =
      List.of(
          new KafkaStart(),
          new ServiceStart(),
          new SimulatorAdd(),
          new RunOnce(),
          new Intake(),
          new StoreRestart(),
          new EditPacking(),
          new SyncBacklog(),
          new SyncTrickle(),
          new SyncPoison(),
          new SyncNoop(),
          new SyncMixed(),
          new SyncDelete(),
          new SyncAccounts(),
          new SyncDebezium(),
          new WhereIs(),
          new EdmLedger(),
          new TokenRefreshContention(),
          new TokenHandout(),
          new Permits(),
          new TokenAccounts());

  private Main() {}

  /** Exits with 0 when it measured, targets met or not; 1 when it could not; 2 for wrong usage. */
  public static void main(String[] args) {
    Path runs =
        Path.of(
            System.getProperty("m1bridge.checkout", ""), "deploy", "benchmarks", "target", "runs");
    BenchmarkCommand command =
        new BenchmarkCommand(ALL, runs.toAbsolutePath(), System.out, System.err);
    System.exit(new CommandLine(command).execute(args));
  }
}
