package io.m1bridge.local;

/** One run. */
final class LocalRun {
  private final RunOptions options;

  LocalRun(RunOptions options) {
    this.options = options;
  }

  /** Returns the exit code. */
  int run() {
    throw new UserError(
        "Starting the services is not in this version yet: " + options.once(),
        "Build a later one.");
  }
}
