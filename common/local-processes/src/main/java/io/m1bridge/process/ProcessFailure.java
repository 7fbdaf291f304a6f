package io.m1bridge.process;

/**
 * A child process could not be started, died or did not become ready; the message says which log to
 * read and what to do.
 */
public final class ProcessFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ProcessFailure(String message) {
    super(message);
  }

  public ProcessFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
