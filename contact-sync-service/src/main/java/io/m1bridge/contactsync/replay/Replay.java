package io.m1bridge.contactsync.replay;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a replay is.
 *
 * @param id of this one; where it only counted, what a replay of the same letters is confirmed by
 * @param reason only letters of this code; null for all
 * @param from only letters written at this time or later; null for all
 * @param to only letters written before this time; null for all
 * @param dryRun whether letters are only counted
 * @param problem why it failed; null if it did not
 * @param ended when it was done, or failed; null while it is running
 * @param read dead letters looked at
 * @param matching those that are asked for and can be replayed
 * @param cut of the account, and asked for, but too large to have been kept whole: not replayed
 * @param cutOfNobody too large, of which nobody can tell the account
 * @param toBeSentAgain of the account, and asked for, but put aside once they were carried out: no
 *     replay takes them; the record, or the contact, is to be sent again
 * @param sent given to the account's owner, who takes those that no later change followed, and can
 *     be read by now
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
    long cut,
    long cutOfNobody,
    long toBeSentAgain,
    long sent) {

  private static final Duration TO_BE_CONFIRMED = Duration.ofMinutes(10);

  /** Where it is. */
  public enum State {
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("done")
    DONE,
    @JsonProperty("failed")
    FAILED
  }

  /** What a letter is to a replay. */
  enum Kind {
    OTHER,
    CUT,
    CUT_OF_NOBODY,
    TO_BE_SENT_AGAIN,
    MATCHING;

    /**
     * What a letter is.
     *
     * @param letter empty where it is not asked for
     */
    static Kind of(Optional<ReadLetter> letter, String account) {
      if (letter.isEmpty()) {
        return OTHER;
      }
      ReadLetter read = letter.get();
      if (!read.isOf(account)) {
        return read.isCut() && read.contact() == null ? CUT_OF_NOBODY : OTHER;
      }
      if (read.isCut()) {
        return CUT;
      }
      return Replayable.is(read.why().reason()) ? MATCHING : TO_BE_SENT_AGAIN;
    }
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

  /** Whether it counted letters, and may be followed by a replay of them. */
  public boolean isToBeConfirmed(Instant now) {
    return dryRun
        && state == State.DONE
        && matching > 0
        && ended != null
        && now.isBefore(ended.plus(TO_BE_CONFIRMED));
  }

  /** One letter more was looked at. */
  Replay counted(Kind kind, boolean given) {
    return with(
        state,
        problem,
        ended,
        read + 1,
        matching + (kind == Kind.MATCHING ? 1 : 0),
        cut + (kind == Kind.CUT ? 1 : 0),
        cutOfNobody + (kind == Kind.CUT_OF_NOBODY ? 1 : 0),
        toBeSentAgain + (kind == Kind.TO_BE_SENT_AGAIN ? 1 : 0),
        sent + (given ? 1 : 0));
  }

  Replay ended(State end, @Nullable String why, Instant now) {
    return with(end, why, now, read, matching, cut, cutOfNobody, toBeSentAgain, sent);
  }

  private Replay with(
      State at,
      @Nullable String why,
      @Nullable Instant end,
      long looked,
      long matches,
      long cuts,
      long cutsOfNobody,
      long sendAgain,
      long given) {
    return new Replay(
        id,
        account,
        reason,
        from,
        to,
        dryRun,
        at,
        why,
        began,
        end,
        looked,
        matches,
        cuts,
        cutsOfNobody,
        sendAgain,
        given);
  }
}
