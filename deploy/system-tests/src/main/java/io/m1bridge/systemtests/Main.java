package io.m1bridge.systemtests;

import io.m1bridge.systemtests.acl.Acls;
import io.m1bridge.systemtests.store.StoreKill;
import io.m1bridge.systemtests.token.TokenFaults;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** Entry point of {@code deploy/system-tests/run}. */
public final class Main {

  private static final List<SystemTest> ALL =
      List.of(
          new KafkaNodeFaults(),
          new RunOnceKill(),
          new Stall(),
          new Rolling(),
          new Upgrade(),
          new Hostile(),
          new Sync(),
          new Edm(),
          new StoreKill(),
          new Acls(),
          new TokenFaults());

  private Main() {}

  /**
   * Exits with 0 only when there was no violation; 1 for violations or when it could not try; 2 for
   * wrong usage.
   */
  public static void main(String[] args) {
    Path runs =
        Path.of(
            System.getProperty("m1bridge.checkout", ""),
            "deploy",
            "system-tests",
            "target",
            "runs");
    SystemTestCommand command =
        new SystemTestCommand(ALL, runs.toAbsolutePath(), System.out, System.err);
    System.exit(new CommandLine(command).execute(args));
  }
}
