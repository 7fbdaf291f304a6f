package io.m1bridge.cli.http;

/** What a script can tell apart; {@code docs/command-line.md} has the table. */
public enum ExitCode {

  /** Done. */
  OK(0),

  /** An answer that is none of the others: a bug, or another version of a service. */
  FAILED(1),

  /** The command line itself is wrong, or a confirmation is missing. */
  USAGE(2),

  /** No such account or contact, or its replica is another one. */
  NOT_FOUND(3),

  /** No token, a wrong one, or one that may not do this. */
  NOT_ALLOWED(4),

  /** The service does not answer, or is not ready: it may help to come again. */
  UNAVAILABLE(5),

  /** The service refuses it as things stand: there is nothing to do. */
  REFUSED(6);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** What the process ends with. */
  public int code() {
    return code;
  }
}
