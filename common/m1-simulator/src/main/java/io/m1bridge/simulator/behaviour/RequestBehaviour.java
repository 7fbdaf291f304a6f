package io.m1bridge.simulator.behaviour;

/**
 * How requests are taken.
 *
 * @param maxFormBytes largest form body, in bytes as sent (Chinese text is 9 bytes a character)
 * @param oversizeForm what a larger one gets
 * @param refusedCallsCount whether a call refused with E10104 uses up the hour's limit too
 */
public record RequestBehaviour(
    int maxFormBytes, OversizeForm oversizeForm, boolean refusedCallsCount) {

  /** Checks the size. */
  public RequestBehaviour {
    if (maxFormBytes < 1) {
      throw new IllegalArgumentException("request.maxFormBytes must be at least 1");
    }
  }

  /** A form that is too large. */
  public enum OversizeForm {
    /** HTTP 413 with a page of the web server. */
    STATUS_413,
    /** The parameters are lost, as with Tomcat: the call fails for want of its token. */
    PARAMETERS_LOST,
    /** A refusal without a code. */
    NO_CODE
  }

  static RequestBehaviour defaults() {
    return new RequestBehaviour(32 * 1024 * 1024, OversizeForm.STATUS_413, false);
  }
}
