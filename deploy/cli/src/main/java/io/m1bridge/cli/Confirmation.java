package io.m1bridge.cli;

import io.m1bridge.cli.http.ExitCode;
import io.m1bridge.cli.http.Failure;
import java.util.Optional;

/** Asks the person at the terminal. */
@FunctionalInterface
interface Confirmation {

  /** Whether the answer is yes; empty where there is nobody to ask. */
  Optional<Boolean> ask(String question);

  /**
   * Whether to go on.
   *
   * @param warning what will happen
   * @throws Failure usage, where there is nobody to ask
   */
  default boolean isGiven(String warning) {
    return ask(warning + " Go on?")
        .orElseThrow(
            () ->
                new Failure(
                    ExitCode.USAGE,
                    warning + " Nothing was done: there is nobody to ask",
                    "Say --yes if it is meant"));
  }
}
