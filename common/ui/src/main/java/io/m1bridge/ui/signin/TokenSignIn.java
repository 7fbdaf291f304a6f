package io.m1bridge.ui.signin;

import java.time.Duration;

/** Exchanges the token for a session. */
final class TokenSignIn {

  private final UiToken token;
  private final Sessions sessions;
  private final SignInThrottle throttle;
  private final boolean allowInsecure;

  TokenSignIn(UiToken token, Sessions sessions, SignInThrottle throttle, boolean allowInsecure) {
    this.token = token;
    this.sessions = sessions;
    this.throttle = throttle;
    this.allowInsecure = allowInsecure;
  }

  /**
   * @param address whose failures count together
   * @param privateLine whether nobody between the browser and us can read along
   */
  SignInOutcome attempt(String candidate, String address, boolean privateLine) {
    if (!privateLine && !allowInsecure) {
      return new SignInOutcome.Insecure();
    }
    Duration wait = throttle.waitFor(address);
    if (!wait.isZero()) {
      return new SignInOutcome.Throttled(wait);
    }
    if (!token.matches(candidate)) {
      throttle.failed(address);
      return new SignInOutcome.Refused();
    }
    throttle.succeeded(address);
    return new SignInOutcome.Accepted(sessions.open());
  }

  boolean isValidSession(String value) {
    return sessions.isValid(value);
  }

  Duration sessionLife() {
    return sessions.life();
  }
}
