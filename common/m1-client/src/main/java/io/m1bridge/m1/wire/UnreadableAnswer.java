package io.m1bridge.m1.wire;

/**
 * What M1 sent is not what its page promises, and the caller cannot do without. Tells the field and
 * what is wrong with it, and no contents.
 */
public final class UnreadableAnswer extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String problem;

  /**
   * @param problem such as {@code id is no number}
   */
  UnreadableAnswer(String problem) {
    super("Not as M1's page says: " + problem, null, false, false);
    this.problem = problem;
  }

  String problem() {
    return problem;
  }
}
