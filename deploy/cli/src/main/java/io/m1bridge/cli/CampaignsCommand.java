package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.m1bridge.cli.output.Table;
import io.m1bridge.cli.output.Times;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Campaigns and how complete they are, from edm-event. */
@Command(name = "campaigns", description = "Campaigns, the newest first: rows here and at M1.")
final class CampaignsCommand implements Runnable {

  private final M1Bridge root;

  @Option(names = "--account", paramLabel = "ACCOUNT", description = "Those of one account.")
  private @Nullable String account;

  CampaignsCommand(M1Bridge root) {
    this.root = root;
  }

  @Override
  public void run() {
    ArrayNode campaigns = JsonNodeFactory.instance.arrayNode();
    for (JsonNode campaign : root.edmEvent().get("v1", "campaigns")) {
      if (account == null || campaign.path("account").asText().equals(account)) {
        campaigns.add(campaign);
      }
    }
    if (root.isJson()) {
      root.print(campaigns);
    } else if (campaigns.isEmpty()) {
      root.line("No campaigns yet.");
    } else {
      root.print(table(campaigns));
    }
  }

  private Table table(JsonNode campaigns) {
    Times times = root.times();
    Table table =
        Table.of(
            "ACCOUNT",
            "CAMPAIGN",
            "SUBJECT",
            "SENT",
            "ROWS",
            "AT M1",
            "COMPLETE",
            "VERIFIED",
            "NEXT POLL",
            "PROBLEM");
    for (JsonNode campaign : campaigns) {
      table.row(
          campaign.path("account").asText(),
          campaign.path("campaignId").asText(),
          campaign.path("subject").asText(),
          times.say(campaign.path("sentAt")),
          campaign.path("rows").asText(),
          campaign.path("rowsAtM1").asText(),
          campaign.path("complete").asBoolean() ? "yes" : "no",
          times.say(campaign.path("verifiedAt")),
          times.say(campaign.path("nextPollAt")),
          campaign.path("problem").asText());
    }
    return table;
  }
}
