package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.m1bridge.cli.output.Table;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is not delivered, and why. */
@Command(
    name = "undelivered",
    description =
        "Contacts that are not in M1 as the CRM wants them: why, since when, and what next.")
final class UndeliveredCommand implements Runnable {

  /** As much as the service gives at once. */
  private static final int PART = 1_000;

  private final M1Bridge root;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The account.")
  private String account = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many contacts; default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--reasons", description = "Only how many there are for which reason.")
  private boolean reasons;

  @Option(names = "--reason", paramLabel = "CODE", description = "Only those of this reason.")
  private @Nullable String reason;

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Only those with this in their key.")
  private @Nullable String search;

  UndeliveredCommand(M1Bridge root) {
    this.root = root;
  }

  @Override
  public void run() {
    JsonNode part = ask("");
    if (reasons) {
      counted(part.path("reasons"));
      return;
    }
    ArrayNode contacts = JsonNodeFactory.instance.arrayNode();
    contacts.addAll((ArrayNode) part.withArray("contacts"));
    while (part.has("next") && contacts.size() < limit) {
      part = ask(part.path("next").asText());
      contacts.addAll((ArrayNode) part.withArray("contacts"));
    }
    while (contacts.size() > limit) {
      contacts.remove(contacts.size() - 1);
    }
    if (root.isJson()) {
      root.print(contacts);
    } else if (contacts.isEmpty()) {
      root.line(
          reason == null && search == null
              ? "Every contact is delivered, or has waited for less than a minute."
              : "No contact is undelivered for that.");
    } else {
      root.print(table(contacts));
      root.line(contacts.size() + " of " + part.path("total").asText() + " contacts.");
    }
  }

  private JsonNode ask(String after) {
    Map<String, String> query = new HashMap<>();
    query.put("after", after);
    query.put("limit", Integer.toString(Math.min(limit, PART)));
    if (reason != null) {
      query.put("reason", reason);
    }
    if (search != null) {
      query.put("q", search);
    }
    return root.contactSync().get(query, "v1", "accounts", account, "undelivered");
  }

  private void counted(JsonNode counts) {
    if (root.isJson()) {
      root.print(counts);
      return;
    }
    Table table = Table.of("STATE", "REASON", "CONTACTS");
    for (JsonNode count : counts) {
      table.row(
          count.path("state").asText(),
          count.path("reason").asText(),
          count.path("contacts").asText());
    }
    root.print(table);
  }

  private Table table(ArrayNode contacts) {
    Table table = Table.of("CONTACT", "STATE", "REASON", "SINCE", "WHAT NEXT");
    for (JsonNode contact : contacts) {
      table.row(
          contact.path("contactKey").asText(),
          contact.path("state").asText(),
          contact.path("reason").asText(),
          root.times().say(contact.path("since")),
          contact.path("nextStep").asText());
    }
    return table;
  }
}
