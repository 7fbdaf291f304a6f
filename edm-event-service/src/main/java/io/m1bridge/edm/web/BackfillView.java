package io.m1bridge.edm.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.edm.poll.AccountStatus;
import io.m1bridge.edm.poll.Backfill;
import io.m1bridge.edm.poll.BackfillProgress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backfill, or what one would come to.
 *
 * @param by who ordered it; null of an estimate
 * @param at when it began; null of an estimate
 * @param state {@code estimate}, {@code listing} (M1 is still to be asked for the campaigns of the
 *     range), {@code reading} or {@code done}
 * @param problem why M1 does not list the campaigns of the range; those that are known are read
 * @param campaigns of the range, as far as known
 * @param done how many of them are read, or given up
 * @param givenUp how many of them are given up: their lists changed in every reading, or M1 did not
 *     give them
 * @param rowsLeft rows that are to be read yet, as far as M1 counted them
 * @param callsLeft calls that these take, if M1 gives pages as large as are asked for
 * @param secondsLeft how long that takes, were every call that there is made for it; null while
 *     there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackfillView(
    String account,
    Instant from,
    Instant to,
    @Nullable String by,
    @Nullable Instant at,
    String state,
    @Nullable String problem,
    int campaigns,
    int done,
    int givenUp,
    long rowsLeft,
    long callsLeft,
    @Nullable Long secondsLeft) {

  private static final long HOUR = 3_600;

  static BackfillView of(AccountStatus account, BackfillProgress progress) {
    Backfill backfill = progress.backfill();
    String state = backfill.wantsListing() ? "listing" : progress.isDone() ? "done" : "reading";
    return view(account, progress, state, backfill.by(), backfill.at());
  }

  static BackfillView estimate(AccountStatus account, BackfillProgress progress) {
    return view(account, progress, "estimate", null, null);
  }

  private static BackfillView view(
      AccountStatus account,
      BackfillProgress progress,
      String state,
      @Nullable String by,
      @Nullable Instant at) {
    long perHour = account.callsAvailable();
    return new BackfillView(
        account.descriptor().account(),
        progress.backfill().from(),
        progress.backfill().to(),
        by,
        at,
        state,
        progress.backfill().problem(),
        progress.campaigns(),
        progress.done(),
        progress.givenUp(),
        progress.rows(),
        progress.calls(),
        perHour == 0 ? null : (progress.calls() * HOUR + perHour - 1) / perHour);
  }
}
