package io.m1bridge.simulator.protocol;

/** A call that M1 answers with a code. Carries no request data, so that none can reach a log. */
public final class M1Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final M1Code code;

  /**
   * @param code the code to answer
   */
  public M1Refusal(M1Code code) {
    super(code.name(), null, false, false);
    this.code = code;
  }

  /** The code to answer. */
  public M1Code code() {
    return code;
  }
}
