package io.m1bridge.cli.http;

import org.jspecify.annotations.Nullable;

/** Why a command ends without what it was asked for; its message is for a person. */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final @Nullable String advice;

  /**
   * @param advice what the person can do about it; null if nobody knows
   */
  public Failure(ExitCode exitCode, String message, @Nullable String advice) {
    super(message);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  /** How the process ends. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** What to do; null if nobody knows. */
  public @Nullable String advice() {
    return advice;
  }
}
