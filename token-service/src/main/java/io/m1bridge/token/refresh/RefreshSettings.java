package io.m1bridge.token.refresh;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** When and how tokens are refreshed. */
@ConfigMapping(prefix = "m1bridge.token.refresh")
public interface RefreshSettings {

  /** As much as the clocks of two replicas may differ. */
  Duration CLOCKS_DIFFER = Duration.ofSeconds(10);

  /** How long after the intent the POST may still begin. */
  @WithDefault("5s")
  Duration sendWithin();

  /**
   * When the POST is surely over, counted from the intent; longer than {@code send-within} and
   * {@code m1bridge.m1.token-timeout} together, which is checked at start. Default: these and 10 s
   * for clocks that differ between replicas.
   */
  Optional<Duration> answerWithin();

  /** After the first failure; doubles with each further one. */
  @WithDefault("30s")
  Duration firstRetry();

  /** The longest pause between attempts. */
  @WithDefault("30m")
  Duration longestRetry();

  /**
   * So long M1's API may not know a token that was just issued: a report that it refused such a
   * token has no effect, and says so.
   */
  @WithDefault("30s")
  Duration newTokenKnownAfter();

  /**
   * What happens when nobody knows whether the token was rotated: {@code stop} or {@code
   * replay-once}.
   */
  @WithDefault("stop")
  UnknownOutcome unknownOutcome();

  /**
   * Works out how long the POST may take.
   *
   * @param answerWithin as configured; default: as long as needed, and 10 s for clocks that differ
   * @param callTimeout after which the client gives a token call up
   * @throws IllegalArgumentException if an intent could be called over while its POST is under way
   */
  static Duration answerWithin(
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
  enum UnknownOutcome {
    /** A person decides: for providers that end the whole grant when a spent token comes back. */
    STOP,
    /**
     * The same POST once more, at once: for providers where a repeat is forgiven (for some time,
     * until the successor is used, or with the same answer again), or only refused.
     */
    REPLAY_ONCE
  }
}
