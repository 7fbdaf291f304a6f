package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A campaign is polled before all others. */
@Command(name = "poll-now", description = "Has M1 asked for one campaign now, before all others.")
final class PollNowCommand implements Runnable {

  private final M1Bridge root;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Its account.")
  private String account = "";

  @Parameters(index = "1", paramLabel = "CAMPAIGN", description = "M1's id of it.")
  private long campaign;

  PollNowCommand(M1Bridge root) {
    this.root = root;
  }

  @Override
  public void run() {
    JsonNode accepted =
        root.edmEvent()
            .post(
                Map.of("action", "poll-now", "campaign", campaign),
                "v1",
                "accounts",
                account,
                "commands");
    if (root.isJson()) {
      root.print(accepted);
    } else {
      root.line(
          "Sent: poll-now "
              + account
              + " "
              + campaign
              + ". It acts within seconds; see: m1bridge campaigns --account "
              + account
              + " --search "
              + campaign);
    }
  }
}
