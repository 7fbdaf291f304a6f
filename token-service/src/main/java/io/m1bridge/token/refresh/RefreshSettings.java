package io.m1bridge.token.refresh;

import java.time.Duration;

/**
 * When tokens are refreshed.
 *
 * @param sendWithin how long after the intent the POST may still begin
 * @param answerWithin after which the POST is surely over, counted from the intent; longer than
 *     {@code sendWithin} and the time-out of a call together
 * @param firstRetry after the first failure; doubles with each further one
 * @param longestRetry the longest pause between attempts
 * @param unknownOutcome what happens when nobody knows whether the token was rotated
 */
public record RefreshSettings(
    Duration sendWithin,
    Duration answerWithin,
    Duration firstRetry,
    Duration longestRetry,
    UnknownOutcome unknownOutcome) {

  /** Policy for an unknown outcome. */
  public enum UnknownOutcome {
    /** A person decides: replaying a spent token can kill the whole grant. */
    STOP,
    /** The same POST once more: for providers that forgive it. */
    REPLAY_ONCE
  }
}
