package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What a recipient did, and why not to mail them. */
@Command(
    name = "recipient",
    description = "What a recipient did, and whether and why not to mail them.")
final class RecipientCommand implements Runnable {

  private final M1Bridge root;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The account.")
  private String account = "";

  @Parameters(index = "1", paramLabel = "ADDRESS", description = "The email address, in any form.")
  private String address = "";

  RecipientCommand(M1Bridge root) {
    this.root = root;
  }

  @Override
  public void run() {
    JsonNode recipient = root.edmEvent().get("v1", "accounts", account, "recipients", address);
    if (root.isJson()) {
      root.print(recipient);
      return;
    }
    JsonNode engagement = recipient.path("engagement");
    Table table =
        Table.ofFacts()
            .row("opens", engagement.path("opens").asText())
            .row("last open", root.times().say(engagement.path("lastOpenAt")))
            .row("clicks", engagement.path("clicks").asText())
            .row("last click", root.times().say(engagement.path("lastClickAt")))
            .row("campaigns that bounced", engagement.path("bounces").asText())
            .row("may be mailed", recipient.path("suppression").isObject() ? "no" : "yes");
    for (JsonNode cause : recipient.path("suppression").path("causes")) {
      table.row(
          "  " + cause.path("reason").asText(),
          root.times().say(cause.path("since"))
              + ", campaign "
              + cause.path("campaignId").asText("not known"));
    }
    root.print(table);
  }
}
