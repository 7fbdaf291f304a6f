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
 * @param restUntil until then its list is not read to the end just because counts do not fit
 * @param verifiedTo everything up to here was counted and found complete
 * @param verifiedAt when that was found
 * @param problem why the last poll did not verify it although M1 answered, for a person
 * @param trouble that M1 does not answer; null if it does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Timing(
    long polls,
    Instant nextPollAt,
    @Nullable Instant lastPollAt,
    Instant activeAt,
    @Nullable Instant wholeListAt,
    @Nullable Instant restUntil,
    @Nullable Instant verifiedTo,
    @Nullable Instant verifiedAt,
    @Nullable String problem,
    @Nullable Trouble trouble) {

  /**
   * Calls for this campaign fail.
   *
   * @param since the first of them
   * @param failures in a row
   * @param why the last one did, for a person
   */
  public record Trouble(Instant since, int failures, String why) {}

  static Timing first(Instant now, Instant activeAt) {
    return new Timing(0, now, null, activeAt, null, null, null, null, null, null);
  }

  /** What is wrong, for a person; null if all is well. */
  public @Nullable String shown() {
    return trouble == null ? problem : trouble.why();
  }

  int failures() {
    return trouble == null ? 0 : trouble.failures();
  }

  /** Since when calls fail; null if they do not. */
  @Nullable Instant failingSince() {
    return trouble == null ? null : trouble.since();
  }

  boolean resting(Instant now) {
    return restUntil != null && now.isBefore(restUntil);
  }

  Timing active(Instant at) {
    return at.isAfter(activeAt)
        ? new Timing(
            polls,
            nextPollAt,
            lastPollAt,
            at,
            wholeListAt,
            restUntil,
            verifiedTo,
            verifiedAt,
            problem,
            trouble)
        : this;
  }

  /** To be polled by then, if not earlier. */
  Timing dueBy(Instant at) {
    return nextPollAt.isAfter(at)
        ? new Timing(
            polls,
            at,
            lastPollAt,
            activeAt,
            wholeListAt,
            restUntil,
            verifiedTo,
            verifiedAt,
            problem,
            trouble)
        : this;
  }

  /** A poll found everything. */
  Timing verified(Instant to, Instant now, Instant next) {
    return new Timing(polls + 1, next, now, activeAt, wholeListAt, restUntil, to, now, null, null);
  }

  /** A poll ended otherwise; what was verified before stays so. */
  Timing unverified(Instant now, Instant next, @Nullable String why) {
    return new Timing(
        polls + 1, next, now, activeAt, wholeListAt, restUntil, verifiedTo, verifiedAt, why, null);
  }

  /** The whole list was read. */
  Timing wholeList(Instant now) {
    return new Timing(
        polls,
        nextPollAt,
        lastPollAt,
        activeAt,
        now,
        null,
        verifiedTo,
        verifiedAt,
        problem,
        trouble);
  }

  /** Reading to the end did not help: not again until then. */
  Timing rest(Instant until) {
    return new Timing(
        polls,
        nextPollAt,
        lastPollAt,
        activeAt,
        wholeListAt,
        until,
        verifiedTo,
        verifiedAt,
        problem,
        trouble);
  }

  /** A call failed. */
  Timing failed(Instant now, Instant next, String why) {
    Instant since = failingSince();
    return withTrouble(next, now, new Trouble(since == null ? now : since, failures() + 1, why));
  }

  /** Calls work again; the campaign is due. */
  Timing recovered(Instant now) {
    return withTrouble(now, lastPollAt, null);
  }

  private Timing withTrouble(Instant next, @Nullable Instant last, @Nullable Trouble other) {
    return new Timing(
        polls,
        next,
        last,
        activeAt,
        wholeListAt,
        restUntil,
        verifiedTo,
        verifiedAt,
        problem,
        other);
  }
}
