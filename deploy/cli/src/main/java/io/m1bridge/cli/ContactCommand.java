package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Where a contact is. */
@Command(
    name = "contact",
    description =
        "Where a contact is: its open changes, the call that holds it, the last problem. Says nothing of what stands in it.")
final class ContactCommand implements Runnable {

  private final M1Bridge root;

  @Mixin private ContactParameters which = new ContactParameters();

  ContactCommand(M1Bridge root) {
    this.root = root;
  }

  @Override
  public void run() {
    JsonNode contact = root.contactSync().get("v1", "contacts", which.account(), which.key());
    if (root.isJson()) {
      root.print(contact);
      return;
    }
    Table table =
        Table.ofFacts()
            .row("state", contact.path("state").asText())
            .row("known in M1", contact.path("knownInM1").asBoolean() ? "yes" : "no")
            .row("call", contact.path("call").asText());
    change(table, "waiting change", contact.path("waiting"));
    change(table, "change on the call", contact.path("carried"));
    root.print(table.row("last problem", contact.path("lastProblem").asText("none")));
  }

  private void change(Table table, String name, JsonNode change) {
    if (change.isObject()) {
      JsonNode source = change.path("source");
      table
          .row(name, change.path("eventId").asText())
          .row(
              "  from",
              source.path("topic").asText()
                  + " partition "
                  + source.path("partition").asText()
                  + " offset "
                  + source.path("offset").asText())
          .row("  taken", root.times().say(change.path("receivedAt")))
          .row("  attempts", change.path("attempts").asText());
    } else {
      table.row(name, "none");
    }
  }
}
