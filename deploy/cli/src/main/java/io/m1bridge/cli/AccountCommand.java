package io.m1bridge.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What an account has at M1; its subcommands do it. */
@Command(
    name = "account",
    synopsisSubcommandLabel = "COMMAND",
    description =
        "What an account has at M1 now: fields, groups, tags, custom properties, a contact. Each answer takes"
            + " calls of the hour, and says how many.")
final class AccountCommand {

  private AccountCommand() {}

  static CommandLine of(M1Bridge root) {
    CommandLine line = new CommandLine(new AccountCommand());
    for (AccountList list : AccountList.values()) {
      CommandLine command = new CommandLine(new AccountListCommand(root, list));
      command.getCommandSpec().usageMessage().description(list.description());
      line.addSubcommand(list.part(), command);
    }
    return line.addSubcommand(new AccountContactCommand(root))
        .addSubcommand(new AccountChange.AddGroup(root))
        .addSubcommand(new AccountChange.DeleteGroup(root))
        .addSubcommand(new AccountChange.AddTag(root))
        .addSubcommand(new AccountChange.AddProperty(root))
        .addSubcommand(new AccountChange.EditProperty(root))
        .addSubcommand(new AccountChange.DeleteProperty(root));
  }
}
