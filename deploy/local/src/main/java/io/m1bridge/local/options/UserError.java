package io.m1bridge.local.options;

/** What stops a run and a person can mend: what happened, and what to do about it. */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what what happened, one sentence
   * @param advice what to do, one or more sentences
   */
  public UserError(String what, String advice) {
    super(what + "\n" + advice);
  }

  /** As above, with the failure below it, whose text {@code what} should already hold. */
  public UserError(String what, String advice, Throwable cause) {
    super(what + "\n" + advice, cause);
  }
}
