package io.m1bridge.edm.poll;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells trouble of the whole account from trouble of one campaign. M1 says some of it itself (the
 * token, the hour's limit). Of the rest, a failed call is its campaign's, until the list of
 * campaigns, a cheap read, fails as well and so do two campaigns, with nothing that passed between.
 * Then the account waits, longer each time, and one call at a time goes out.
 *
 * <p>Why: {@code docs/rationale.md#a-failed-call-is-its-campaigns-unless-the-list-fails-too}.
 */
final class AccountHealth {

  private static final Logger LOG = LoggerFactory.getLogger(AccountHealth.class);

  private final AccountId account;
  private final IntFunction<Duration> backoff;
  private final Clock clock;
  private final IntSupplier campaigns;

  private final Set<Work> failing = new HashSet<>();
  private @Nullable Instant failingSince;
  private boolean listFails;
  private boolean inTrouble;
  private int waits;
  private Instant pausedUntil = Instant.MIN;
  private @Nullable String problem;

  /**
   * @param campaigns how many campaigns there are
   */
  AccountHealth(
      AccountId account, IntFunction<Duration> backoff, Clock clock, IntSupplier campaigns) {
    this.account = account;
    this.backoff = backoff;
    this.clock = clock;
    this.campaigns = campaigns;
  }

  boolean paused() {
    return clock.instant().isBefore(pausedUntil);
  }

  /** Whether nothing of it can be read. */
  boolean inTrouble() {
    return inTrouble;
  }

  /** What is wrong with the whole account, for a person; null if nothing. */
  @Nullable String problem() {
    return problem;
  }

  /** Whether the list of campaigns is to be asked for now, to tell whose trouble it is. */
  boolean wantsProbe() {
    return failing.size() > 1 && !listFails && !inTrouble;
  }

  /**
   * A call was answered.
   *
   * @return since when nothing had been, if the account was in trouble; else null
   */
  @Nullable Instant answered() {
    Instant since = inTrouble ? failingSince : null;
    failing.clear();
    failingSince = null;
    listFails = false;
    inTrouble = false;
    waits = 0;
    if (problem != null) {
      LogLine.info(LOG).with(LogKey.ACCOUNT_ID, account).say("The account is read again");
      problem = null;
    }
    return since;
  }

  /** A call failed that says nothing of the account; nor does a {@code Retry-After} with it. */
  void failed(Work work, Failure failure) {
    if (failingSince == null) {
      failingSince = clock.instant();
    }
    if (work instanceof Discovery) {
      listFails = true;
    } else {
      failing.add(work);
    }
    if (listFails && failing.size() >= Math.min(2, campaigns.getAsInt())) {
      inTrouble = true;
      stop(failure.why(), failure.atLeast());
    }
  }

  /** M1 said something of the whole account; it waits, longer each time. */
  void stop(String why, Duration atLeast) {
    waits++;
    Duration wait = backoff.apply(waits);
    pause(why, wait.compareTo(atLeast) > 0 ? wait : atLeast);
  }

  /** Whatever it waits for, from now on it waits for so long. */
  void pauseOnlyFor(Duration wait) {
    pausedUntil = clock.instant().plus(wait);
  }

  /** The account waits for so long, at least. */
  void pause(String why, Duration wait) {
    Instant until = clock.instant().plus(wait);
    if (until.isAfter(pausedUntil)) {
      pausedUntil = until;
    }
    if (!why.equals(problem)) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, account)
          .with(LogKey.REASON, why)
          .say("The account cannot be read");
      problem = why;
    }
  }
}
