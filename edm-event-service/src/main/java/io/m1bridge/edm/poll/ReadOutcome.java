package io.m1bridge.edm.poll;

import io.m1bridge.account.Token;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.time.Instant;

/** How an attempt to read from M1 ended. */
sealed interface ReadOutcome<T> {

  /**
   * The call was made.
   *
   * @param token that it used
   * @param askedAt when it was sent: what M1 had then, it had counted
   */
  record Made<T>(M1Outcome<T> outcome, Token token, Instant askedAt) implements ReadOutcome<T> {}

  /**
   * It was not.
   *
   * @param reason for a person; a constant phrase or what token-service says
   */
  record NotMade<T>(String reason, Duration retryAfter) implements ReadOutcome<T> {}

  /** Our own code threw on the way: a bug, which costs this call and nothing else. */
  record Broken<T>(Failure failure) implements ReadOutcome<T> {}
}
