package io.m1bridge.cli;

import io.m1bridge.cli.http.ExitCode;
import io.m1bridge.cli.http.Failure;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** Puts the commands together. */
final class CommandLines {

  private CommandLines() {}

  static CommandLine of(Map<String, String> environment, Clock clock, Confirmation confirmation) {
    M1Bridge root = new M1Bridge(environment, clock, confirmation);
    CommandLine line =
        new CommandLine(root)
            .addSubcommand(new AccountsCommand(root))
            .addSubcommand(new QueueCommand(root))
            .addSubcommand(new UndeliveredCommand(root))
            .addSubcommand("dead-letters", DeadLettersCommand.of(root))
            .addSubcommand(new ReplayCommand(root))
            .addSubcommand(new ContactCommand(root))
            .addSubcommand("account", AccountCommand.of(root))
            .addSubcommand(new PlanCommand(root))
            .addSubcommand(new ForgetCommand(root))
            .addSubcommand(new ForgottenCommand(root))
            .addSubcommand(new CampaignsCommand(root))
            .addSubcommand(new PollNowCommand(root))
            .addSubcommand(new BackfillCommand(root))
            .addSubcommand(new RecipientCommand(root));
    for (Steering steering : Steering.values()) {
      CommandLine command = new CommandLine(new SteerCommand(root, steering));
      command.getCommandSpec().usageMessage().description(steering.description());
      line.addSubcommand(steering.action(), command);
    }
    return line.addSubcommand(new GenerateCompletion())
        .addSubcommand(new HelpCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, result) -> failed(failure, command));
  }

  private static int failed(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    if (failure instanceof Failure known) {
      err.println("m1bridge: " + known.getMessage());
      if (known.advice() != null) {
        err.println("What to do: " + known.advice());
      }
      return known.exitCode().code();
    }
    err.println("m1bridge: a bug: " + failure.getClass().getName());
    failure.printStackTrace(err);
    return ExitCode.FAILED.code();
  }
}
