package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.http.ExitCode;
import io.m1bridge.cli.http.ServiceClient;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One action on an account; each is a command of its own. */
@Command
final class SteerCommand implements Callable<Integer> {

  private final M1Bridge root;
  private final Steering steering;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The account.")
  private String account = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before what cannot be undone.")
  private boolean yes;

  SteerCommand(M1Bridge root, Steering steering) {
    this.root = root;
    this.steering = steering;
  }

  @Override
  public Integer call() {
    ServiceClient contactSync = root.contactSync();
    if (steering.needsConfirmation() && !yes && !isConfirmed(contactSync)) {
      root.note("Nothing was done.");
      return ExitCode.OK.code();
    }
    JsonNode accepted =
        contactSync.post(
            Map.of("action", steering.action()), "v1", "accounts", account, "commands");
    if (root.isJson()) {
      root.print(accepted);
    } else {
      root.line(
          "Sent: "
              + steering.action()
              + " "
              + account
              + ". It acts within seconds; see: m1bridge queue "
              + account);
    }
    return ExitCode.OK.code();
  }

  private boolean isConfirmed(ServiceClient contactSync) {
    JsonNode queue = contactSync.get("v1", "accounts", account, "queue");
    return root.confirmation().isGiven(steering.warning(account, queue).orElse(""));
  }
}
