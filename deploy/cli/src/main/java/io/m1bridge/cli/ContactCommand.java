package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Where a contact is. */
@Command(
    name = "contact",
    description =
        "Where a contact is: its state and why, its way in steps with times, and what comes next. Says nothing of what stands in it.")
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
    root.print(
        Table.ofFacts()
            .row("state", contact.path("state").asText())
            .row("reason", contact.path("reason").asText())
            .row("not delivered since", root.times().say(contact.path("since")))
            .row("what next", contact.path("nextStep").asText())
            .row("known in M1", contact.path("knownInM1").asBoolean() ? "yes" : "no")
            .row("call", contact.path("call").asText())
            .row("last problem", contact.path("lastProblem").asText("none")));
    root.line("");
    root.print(steps(contact.path("steps")));
  }

  private Table steps(JsonNode steps) {
    Table table = Table.of("WHEN", "STEP", "WHAT HAPPENED, WHAT COMES NEXT", "CHANGE", "CALL");
    for (JsonNode step : steps) {
      table.row(
          root.times().say(step.path("at")),
          step.path("what").asText(),
          step.path("says").asText(),
          change(step),
          step.path("call").asText());
    }
    return table;
  }

  /** The event, and where it was read. */
  private static String change(JsonNode step) {
    JsonNode source = step.path("source");
    String event = step.path("eventId").asText();
    if (!source.isObject()) {
      return event;
    }
    return "%s %s partition %s offset %s"
        .formatted(
            event,
            source.path("topic").asText(),
            source.path("partition").asText(),
            source.path("offset").asText())
        .strip();
  }
}
