package io.m1bridge.token.brake;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a POST says about the token endpoint.
 *
 * @param at when its answer came, or did not, by the clock of who made it
 * @param troubled the account whose POST had no answer of the endpoint; null: it had one, whatever
 *     it said
 * @param retryAfter how long to wait, if that was said
 * @param repeated whether this POST is repeated at once and not in a minute, for providers that
 *     forgive a repeat often do so for seconds only
 */
record Verdict(
    Instant at, @Nullable AccountId troubled, @Nullable Duration retryAfter, boolean repeated) {

  static Verdict answer(Instant at) {
    return new Verdict(at, null, null, false);
  }
}
