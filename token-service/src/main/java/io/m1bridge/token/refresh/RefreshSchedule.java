package io.m1bridge.token.refresh;

import io.m1bridge.m1.Backoff;
import io.m1bridge.token.state.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** When the next attempt is due: at half of life, then with growing pauses and jitter. */
final class RefreshSchedule {

  /** A token that M1 refuses right after it was issued is not refreshed in a loop. */
  static final Duration QUIET_AFTER_ISSUE = Duration.ofSeconds(60);

  private static final double JITTER = 0.2;

  private final RefreshSettings settings;
  private final Backoff backoff;
  private final RandomGenerator random;

  RefreshSchedule(RefreshSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.backoff = new Backoff(settings.firstRetry(), settings.longestRetry());
    this.random = random;
  }

  /** The earliest moment at which these tokens want to be refreshed. */
  Instant due(TokenSet tokens) {
    if (!tokens.reportedInvalid()) {
      return tokens.halfLife();
    }
    return tokens.generation() == 1 ? tokens.issuedAt() : tokens.issuedAt().plus(QUIET_AFTER_ISSUE);
  }

  /**
   * The same, but never more than a quarter of what is left of these tokens' life: a token of an
   * hour must not expire in a pause that fits one of a day.
   */
  Duration pause(int failures, TokenSet tokens, Instant now) {
    Duration left = Duration.between(now, tokens.expiresAt());
    Duration most = left.dividedBy(4);
    Duration pause = pause(failures);
    return left.isNegative() || pause.compareTo(most) <= 0
        ? pause
        : most.compareTo(settings.firstRetry()) < 0 ? settings.firstRetry() : most;
  }

  /**
   * The pause after so many failures in a row.
   *
   * @param failures at least 1
   */
  Duration pause(int failures) {
    double factor = 1 - JITTER + random.nextDouble() * 2 * JITTER;
    return Duration.ofMillis((long) (backoff.after(failures).toMillis() * factor));
  }
}
