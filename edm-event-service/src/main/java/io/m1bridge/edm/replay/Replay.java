package io.m1bridge.edm.replay;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a replay is.
 *
 * @param reason only letters of this code; null for all
 * @param from only letters written at this time or later; null for all
 * @param to only letters written before this time; null for all
 * @param dryRun whether letters are only counted
 * @param problem why it failed; null if it did not
 * @param ended when it was done, or failed; null while it is running
 * @param read dead letters of the account that are asked for
 * @param matching those of them whose rows can be read now
 * @param unreadable those whose rows cannot, still
 * @param cut those whose rows have more than 16,000 characters, of which the beginning was kept:
 *     they cannot be replayed
 * @param ofNoCampaign entries of the list of campaigns: one that can be read is found by itself
 * @param sent given to the account's owner, who publishes those that are not published yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Replay(
    String id,
    String account,
    @Nullable String reason,
    @Nullable Instant from,
    @Nullable Instant to,
    boolean dryRun,
    State state,
    @Nullable String problem,
    Instant began,
    @Nullable Instant ended,
    long read,
    long matching,
    long unreadable,
    long cut,
    long ofNoCampaign,
    long sent) {

  /** Where it is. */
  public enum State {
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("done")
    DONE,
    @JsonProperty("failed")
    FAILED
  }

  static Replay begun(String account, LetterFilter filter, boolean dryRun, Instant now) {
    return new Replay(
        UUID.randomUUID().toString(),
        account,
        filter.reason(),
        filter.from(),
        filter.to(),
        dryRun,
        State.RUNNING,
        null,
        now,
        null,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  LetterFilter filter() {
    return new LetterFilter(reason, from, to);
  }

  /** Whether it has not come to its end. */
  @JsonIgnore
  public boolean isRunning() {
    return state == State.RUNNING;
  }

  /** One letter more was looked at. */
  Replay counted(Letter.Kind kind, boolean given) {
    return new Replay(
        id,
        account,
        reason,
        from,
        to,
        dryRun,
        state,
        problem,
        began,
        ended,
        read + 1,
        matching + (kind == Letter.Kind.MATCHING ? 1 : 0),
        unreadable + (kind == Letter.Kind.UNREADABLE ? 1 : 0),
        cut + (kind == Letter.Kind.CUT ? 1 : 0),
        ofNoCampaign + (kind == Letter.Kind.OF_NO_CAMPAIGN ? 1 : 0),
        sent + (given ? 1 : 0));
  }

  Replay ended(State end, @Nullable String why, Instant now) {
    return new Replay(
        id,
        account,
        reason,
        from,
        to,
        dryRun,
        end,
        why,
        began,
        now,
        read,
        matching,
        unreadable,
        cut,
        ofNoCampaign,
        sent);
  }
}
