package io.m1bridge.token.refresh;

import java.time.Duration;
import java.util.Optional;

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

  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(10);

  /**
   * Works out how long the POST may take.
   *
   * @param answerWithin as configured; default: as long as needed, and 10 s for clocks that differ
   * @param callTimeout after which the client gives a token call up
   * @throws IllegalArgumentException if an intent could be called over while its POST is under way
   */
  public static Duration answerWithin(
      Duration sendWithin, Optional<Duration> answerWithin, Duration callTimeout) {
    Duration needed = sendWithin.plus(callTimeout);
    if (answerWithin.isPresent() && answerWithin.get().compareTo(needed) <= 0) {
      throw new IllegalArgumentException(
          "m1bridge.token.refresh.answer-within must be longer than m1bridge.token.refresh.send-within"
              + " and m1bridge.m1.token-timeout together, which is "
              + needed.toMillis()
              + " ms");
    }
    return answerWithin.orElseGet(() -> needed.plus(CLOCKS_DIFFER));
  }

  /** Policy for an unknown outcome. */
  public enum UnknownOutcome {
    /** A person decides: for providers that end the whole grant when a spent token comes back. */
    STOP,
    /**
     * The same POST once more, at once: for providers where a repeat is forgiven (for some time,
     * until the successor is used, or with the same answer again), or only refused.
     */
    REPLAY_ONCE
  }
}
