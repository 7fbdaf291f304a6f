package io.m1bridge.ui.problem;

/**
 * Ends a request with a {@link Problem}. An answer, not a failure of the service: it is not logged.
 */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.status() + " " + problem.title());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
