package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A contact as M1 shows it now. */
@Command(
    name = "contact",
    description =
        "A contact as M1 shows it now, field by field beside what the CRM wants. Shows what stands in it.")
final class AccountContactCommand implements Runnable {

  private final M1Bridge root;

  @Mixin private ContactParameters which = new ContactParameters();

  @Option(names = "--all", description = "Also fields that M1 shows as the CRM wants them.")
  private boolean all;

  AccountContactCommand(M1Bridge root) {
    this.root = root;
  }

  @Override
  public void run() {
    JsonNode contact =
        root.atM1().get("v1", "accounts", which.account(), "m1", "contacts", which.key());
    if (root.isJson()) {
      root.print(contact);
      return;
    }
    Table table = Table.of("FIELD", "M1 SHOWS", "CRM WANTS", "ACKNOWLEDGED", "WHAT THAT IS");
    boolean any = false;
    for (JsonNode field : contact.path("fields")) {
      if (all || !field.path("difference").asText().equals("same")) {
        any = true;
        table.row(
            field.path("field").asText(),
            field.path("m1").asText(),
            field.path("wanted").asText(),
            field.path("acknowledged").asBoolean() ? "yes" : "no",
            field.path("says").asText());
      }
    }
    if (any) {
      root.print(table);
    } else {
      root.line("M1 shows everything as the CRM wants it.");
    }
    root.line(
        contact.path("differing").asText()
            + " fields differ, "
            + contact.path("waiting").asText()
            + " wait; calls of the hour taken: "
            + contact.path("calls").asText());
  }
}
