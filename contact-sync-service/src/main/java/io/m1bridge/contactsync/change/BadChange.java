package io.m1bridge.contactsync.change;

/** Leaves the reader where something is wrong; never leaves a {@link ChangeReader}. */
public final class BadChange extends Exception {

  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  BadChange(Problem problem) {
    super(problem.code(), null, false, false);
    this.problem = problem;
  }

  /** What is wrong. */
  public Problem problem() {
    return problem;
  }
}
