package io.m1bridge.systemtests;

import io.m1bridge.systemtests.acl.Acls;
import io.m1bridge.systemtests.alerts.Alerts;
import io.m1bridge.systemtests.store.StoreKill;
import io.m1bridge.systemtests.token.TokenFaults;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine;

/** Entry point of {@code deploy/system-tests/run}. */
public final class Main {

  private Main() {}

  /**
   * Exits with 0 only when there was no violation; 1 for violations or when it could not try; 2 for
   * wrong usage.
   */
  public static void main(String[] args) {
    Path checkout = Path.of(System.getProperty("m1bridge.checkout", "")).toAbsolutePath();
    Path runs =
        checkout.resolve("deploy").resolve("system-tests").resolve("target").resolve("runs");
    SystemTestCommand command = new SystemTestCommand(all(checkout), runs, System.out, System.err);
    System.exit(new CommandLine(command).execute(args));
  }

  private static List<SystemTest> all(Path checkout) {
    return List.of(
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
        new TokenFaults(),
        new Alerts(checkout, Clock.systemUTC()));
  }
}
