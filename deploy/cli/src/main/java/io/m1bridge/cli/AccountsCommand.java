package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.output.Table;
import io.m1bridge.cli.output.Times;
import picocli.CommandLine.Command;

/** The accounts, from token-service. */
@Command(
    name = "accounts",
    description = "The accounts that the caller may use: their state, plan and tokens.")
final class AccountsCommand implements Runnable {

  private final M1Bridge root;

  AccountsCommand(M1Bridge root) {
    this.root = root;
  }

  @Override
  public void run() {
    JsonNode accounts = root.tokenService().get("v1", "accounts");
    if (root.isJson()) {
      root.print(accounts);
    } else if (accounts.isEmpty()) {
      root.line("No accounts yet, or none that this caller may use.");
    } else {
      root.print(table(accounts));
    }
  }

  private Table table(JsonNode accounts) {
    Times times = root.times();
    Table table =
        Table.of("ACCOUNT", "STATE", "SINCE", "PLAN", "CALLS/H", "TOKEN ENDS", "M1 ACCOUNT", "WHY");
    for (JsonNode account : accounts) {
      table.row(
          account.path("account").asText(),
          account.path("state").asText(),
          times.say(account.path("since")),
          account.path("plan").asText(),
          calls(account),
          times.say(account.path("expiresAt")),
          account.path("m1AccountId").asText(),
          account.path("reason").asText());
    }
    return table;
  }

  private static String calls(JsonNode account) {
    int reserve = account.path("reserve").asInt();
    String calls = account.path("callsPerHour").asText();
    return reserve == 0 ? calls : calls + ", " + reserve + " % for others";
  }
}
