package io.m1bridge.token.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How M1 refused one refresh token. It is asked again after a minute, which mends a server of M1's
 * that had not heard of the token yet, and then every hour, which outlasts an outage of M1's.
 *
 * @param count how often in a row
 * @param error M1's word of the last time
 * @param askAgainAt when the same refresh token is sent again
 */
public record Refusals(int count, String error, Instant askAgainAt) {

  static final Duration AFTER_THE_FIRST = Duration.ofMinutes(1);
  static final Duration AFTER_FURTHER_ONES = Duration.ofHours(1);

  /** From so many on a person is asked for as soon as the access token is used up. */
  private static final int PROOF = 2;

  /** One more. */
  static Refusals next(@Nullable Refusals before, String error, Instant at) {
    int count = before == null ? 1 : before.count + 1;
    return new Refusals(count, error, at.plus(count == 1 ? AFTER_THE_FIRST : AFTER_FURTHER_ONES));
  }

  /** Whether it was refused again, at least a minute later. */
  public boolean isConfirmed() {
    return count >= PROOF;
  }
}
