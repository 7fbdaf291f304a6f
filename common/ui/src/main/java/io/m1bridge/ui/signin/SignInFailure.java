package io.m1bridge.ui.signin;

import java.util.Optional;

/** Why the sign-in page is shown again. */
enum SignInFailure {
  REFUSED(
      401,
      "That is not the token. Services print it when they start, or it was set as M1BRIDGE_UI_TOKEN."),
  THROTTLED(429, "Too many failed attempts from your address. Wait a minute, then try again."),
  NO_TOKENS(
      403,
      "Tokens do not sign people in here any more: use the button, it leads to the sign-in service."),
  INSECURE(
      403,
      "This page came over plain http from another machine, where what signs you in could be read on the way. Use https, or"
          + " a tunnel to localhost; m1bridge.ui.allow-insecure=true allows it nevertheless.");

  private final int status;
  private final String message;

  SignInFailure(int status, String message) {
    this.status = status;
    this.message = message;
  }

  int status() {
    return status;
  }

  String message() {
    return message;
  }

  static Optional<SignInFailure> of(SignInOutcome outcome) {
    if (outcome instanceof SignInOutcome.Accepted) {
      return Optional.empty();
    }
    if (outcome instanceof SignInOutcome.Throttled) {
      return Optional.of(THROTTLED);
    }
    return Optional.of(outcome instanceof SignInOutcome.Insecure ? INSECURE : REFUSED);
  }
}
