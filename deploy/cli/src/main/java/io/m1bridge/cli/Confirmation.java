package io.m1bridge.cli;

import java.util.Optional;

/** Asks the person at the terminal. */
@FunctionalInterface
interface Confirmation {

  /** Whether the answer is yes; empty where there is nobody to ask. */
  Optional<Boolean> ask(String question);
}
