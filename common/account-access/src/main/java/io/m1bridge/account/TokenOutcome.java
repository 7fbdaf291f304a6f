package io.m1bridge.account;

import java.time.Duration;

/** How asking for a token ended. */
public sealed interface TokenOutcome {

  record Available(Token token) implements TokenOutcome {}

  /** The account is unknown, not connected, or needs a person: the reason says what to do. */
  record NotAuthorized(String reason) implements TokenOutcome {}

  /** token-service does not answer, or the account moves between its replicas. */
  record Unavailable(String reason, Duration retryAfter) implements TokenOutcome {}
}
