package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.http.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A person is forgotten. */
@Command(
    name = "forget",
    description =
        "Forgets a person: deletes the contact in M1, whatever the account's mode, and what is kept of it.")
final class ForgetCommand implements Callable<Integer> {

  private final M1Bridge root;

  @Mixin private ContactParameters which = new ContactParameters();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before what cannot be undone.")
  private boolean yes;

  ForgetCommand(M1Bridge root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    if (!yes && !isConfirmed()) {
      root.note("Nothing was done.");
      return ExitCode.OK.code();
    }
    JsonNode accepted =
        root.contactSync()
            .post(
                Map.of("action", "forget", "contact", which.key()),
                "v1",
                "accounts",
                which.account(),
                "commands");
    if (root.isJson()) {
      root.print(accepted);
    } else {
      root.line(
          "Sent: forget. It acts within seconds; how far it is, and until when topics keep what cannot"
              + " go at once: m1bridge forgotten "
              + which.account()
              + " KEY");
    }
    return ExitCode.OK.code();
  }

  private boolean isConfirmed() {
    String warning =
        "The contact is deleted in the M1 account of "
            + which.account()
            + ", and what is kept of it is forgotten. M1 cannot undo it. What the CRM sends of it"
            + " later is a new contact: it has to forget first.";
    return root.confirmation().isGiven(warning);
  }
}
