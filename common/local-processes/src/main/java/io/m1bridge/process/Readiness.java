package io.m1bridge.process;

import java.util.Optional;

/** Asks a child whether it is ready. */
@FunctionalInterface
public interface Readiness {

  /**
   * Returns nothing when the child is ready, else what it said or what is missing, for a person to
   * read.
   */
  Optional<String> missing();
}
