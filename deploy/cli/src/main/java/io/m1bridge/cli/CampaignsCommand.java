package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.output.Table;
import io.m1bridge.cli.output.Times;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Campaigns and how complete they are, from edm-event. */
@Command(name = "campaigns", description = "Campaigns, the newest first: rows here and at M1.")
final class CampaignsCommand implements Runnable {

  private final M1Bridge root;

  @Option(names = "--account", paramLabel = "ACCOUNT", description = "Those of one account.")
  private @Nullable String account;

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Those with this in their subject or id.")
  private @Nullable String search;

  @Option(
      names = "--sort",
      paramLabel = "BY",
      description =
          "id (default), subject, sent, opened, clicked, bounced, missing (rows) or delay (since it"
              + " was found complete), the greatest first.")
  private @Nullable String sort;

  @Option(names = "--ascending", description = "The least first.")
  private boolean ascending;

  @Option(names = "--limit", paramLabel = "N", description = "The first N.")
  private @Nullable Integer limit;

  CampaignsCommand(M1Bridge root) {
    this.root = root;
  }

  @Override
  public void run() {
    Map<String, String> query = new HashMap<>();
    put(query, "account", account);
    put(query, "q", search);
    put(query, "sort", sort);
    put(query, "order", ascending ? "asc" : null);
    put(query, "limit", limit == null ? null : limit.toString());
    JsonNode campaigns = root.noted(root.edmEvent().getOfAll(query, "v1", "campaigns"));
    if (root.isJson()) {
      root.print(campaigns);
    } else if (campaigns.isEmpty()) {
      root.line("No campaigns yet.");
    } else {
      root.print(table(campaigns));
    }
  }

  private static void put(Map<String, String> query, String name, @Nullable String value) {
    if (value != null) {
      query.put(name, value);
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
