package io.m1bridge.contactsync.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a replay is.
 *
 * @param reason only letters of this code; null for all
 * @param dryRun whether letters are only counted
 * @param problem why it failed; null if it did not
 * @param read dead letters looked at
 * @param matching those of the account and reason that name a contact
 * @param cut of the account's reason, but too large to have been kept whole: not replayed
 * @param sent given to the account's owner, who takes those that no later change followed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Replay(
    String account,
    @Nullable String reason,
    boolean dryRun,
    State state,
    @Nullable String problem,
    Instant began,
    long read,
    long matching,
    long cut,
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

  static Replay begun(String account, @Nullable String reason, boolean dryRun, Instant now) {
    return new Replay(account, reason, dryRun, State.RUNNING, null, now, 0, 0, 0, 0);
  }

  Replay counted(long more, long matches, long cuts, long given) {
    return new Replay(
        account,
        reason,
        dryRun,
        state,
        problem,
        began,
        read + more,
        matching + matches,
        cut + cuts,
        sent + given);
  }

  Replay ended(State end, @Nullable String why) {
    return new Replay(account, reason, dryRun, end, why, began, read, matching, cut, sent);
  }
}
