package io.m1bridge.local;

import io.m1bridge.local.options.UserError;
import java.time.Clock;
import picocli.CommandLine;

/** Entry point of {@code ./run}. */
public final class Main {
  private Main() {}

  /** Runs and exits: 0 all right, 1 something is wrong, 2 wrong usage. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(
            new RunCommand(
                System.getenv(), options -> new LocalRun(options, Clock.systemUTC()).run()))
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              if (failure instanceof UserError) {
                line.getErr().println(failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
              }
              throw failure;
            });
  }
}
