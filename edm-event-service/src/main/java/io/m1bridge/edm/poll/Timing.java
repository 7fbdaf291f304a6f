package io.m1bridge.edm.poll;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a campaign was and will be read.
 *
 * @param polls finished polls
 * @param nextPollAt when it is due again
 * @param lastPollAt when a poll last finished, well or not
 * @param activeAt the newest {@code eventdate} seen, or when M1 sent the campaign
 * @param wholeListAt when its whole list was last read
 * @param verifiedTo everything up to here was counted and found complete
 * @param verifiedAt when that was found
 * @param failures polls that failed in a row
 * @param problem why the last poll did not end well, for a person; null if it did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Timing(
    long polls,
    Instant nextPollAt,
    @Nullable Instant lastPollAt,
    Instant activeAt,
    @Nullable Instant wholeListAt,
    @Nullable Instant verifiedTo,
    @Nullable Instant verifiedAt,
    int failures,
    @Nullable String problem) {

  static Timing first(Instant now, Instant activeAt) {
    return new Timing(0, now, null, activeAt, null, null, null, 0, null);
  }

  Timing active(Instant at) {
    return at.isAfter(activeAt)
        ? new Timing(
            polls,
            nextPollAt,
            lastPollAt,
            at,
            wholeListAt,
            verifiedTo,
            verifiedAt,
            failures,
            problem)
        : this;
  }

  /** A poll found everything that M1 counts. */
  Timing verified(Instant to, Instant now, Instant next, boolean wholeList) {
    return new Timing(
        polls + 1, next, now, activeAt, wholeList ? now : wholeListAt, to, now, 0, null);
  }

  /** A poll ended otherwise; what was verified before stays so. */
  Timing unverified(Instant now, Instant next, boolean wholeList, String why) {
    return new Timing(
        polls + 1,
        next,
        now,
        activeAt,
        wholeList ? now : wholeListAt,
        verifiedTo,
        verifiedAt,
        failures + 1,
        why);
  }
}
