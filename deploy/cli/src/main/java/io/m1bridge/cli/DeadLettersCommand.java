package io.m1bridge.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Dead letters; its subcommands list and replay them. */
@Command(
    name = "dead-letters",
    synopsisSubcommandLabel = "COMMAND",
    description = "Changes that could not be read or carried out: lists them, reads them again.")
final class DeadLettersCommand {

  private DeadLettersCommand() {}

  static CommandLine of(M1Bridge root) {
    return new CommandLine(new DeadLettersCommand())
        .addSubcommand(new DeadLetterListCommand(root))
        .addSubcommand(new ReplayCommand(root));
  }
}
