package io.m1bridge.cli;

import java.io.Console;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** Starts the command line. */
public final class Main {

  private Main() {}

  /** As {@code java -jar} does. */
  public static void main(String... arguments) {
    System.exit(CommandLines.of(System.getenv(), Clock.systemUTC(), Main::ask).execute(arguments));
  }

  /** Whether a person says yes; empty where there is no person. */
  private static Optional<Boolean> ask(String question) {
    Console console = System.console();
    if (console == null) {
      return Optional.empty();
    }
    String answer = console.readLine("%s [y/N] ", question);
    return Optional.of(answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes"));
  }
}
