package io.m1bridge.m1.http;

import java.util.Optional;

/**
 * What came of one HTTP exchange. The three cases differ in what M1 may have done, which is all
 * that counts for a write.
 */
sealed interface Reply {

  /**
   * A whole answer, whatever it says.
   *
   * @param retryAfter the header of that name, as it stands
   */
  record Answer(int status, String body, Optional<String> retryAfter) implements Reply {

    Answer(int status, String body) {
      this(status, body, Optional.empty());
    }

    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    /** Hides the body: it carries contacts or tokens. */
    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /**
   * Nothing reached M1: no connection came about.
   *
   * @param reason a constant phrase
   */
  record NotSent(String reason) implements Reply {}

  /**
   * The connection stood, and no whole answer came: M1 may have done it.
   *
   * @param reason a constant phrase
   */
  record Lost(String reason) implements Reply {}
}
