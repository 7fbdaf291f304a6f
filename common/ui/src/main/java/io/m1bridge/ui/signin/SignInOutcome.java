package io.m1bridge.ui.signin;

import java.time.Duration;

/** How an attempt to sign in ended. */
sealed interface SignInOutcome {

  /**
   * @param session the value for the cookie
   */
  record Accepted(String session) implements SignInOutcome {
    @Override
    public String toString() {
      return "Accepted[redacted]";
    }
  }

  /** Not our token. */
  record Refused() implements SignInOutcome {}

  /** Too many refusals from this address; the token was not looked at. */
  record Throttled(Duration retryAfter) implements SignInOutcome {}

  /** Plain http from another machine, not allowed by configuration; the token was not looked at. */
  record Insecure() implements SignInOutcome {}
}
