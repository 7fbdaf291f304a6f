package io.m1bridge.token.refresh;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.OAuth2Port.Grant;
import io.m1bridge.token.brake.SharedBrake;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState.Refreshing;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When M1 is asked: by the pauses of each account, and by the brake over all. An answer of the
 * token endpoint says something about its account; its absence mostly says something about the
 * endpoint.
 */
final class Pacing {

  private static final Logger LOG = LoggerFactory.getLogger(Pacing.class);

  private final Pauses pauses;
  private final SharedBrake brake;
  private final UnknownOutcome policy;
  private final Silence silence;

  Pacing(
      RefreshSchedule schedule,
      UnknownOutcome policy,
      SharedBrake brake,
      Silence silence,
      Clock clock) {
    this.pauses = new Pauses(schedule, clock);
    this.brake = brake;
    this.policy = policy;
    this.silence = silence;
  }

  /** Whether the account is left alone for now. */
  boolean waits(Account account) {
    return pauses.waits(account) && !brake.isAtRisk(account.id());
  }

  /** As {@link SharedBrake#begin}. */
  List<AccountId> begin(List<AccountId> due) {
    return brake.begin(due);
  }

  /** As {@link SharedBrake#ended}. */
  void ended(AccountId id) {
    brake.ended(id);
  }

  boolean isBraked() {
    return brake.isOn();
  }

  /** Nothing was asked, for a reason of ours: the account waits, the others do not. */
  void failed(Account account) {
    pauses.failed(account);
  }

  /** A POST ended so. */
  void answered(Account account, Refreshing intent, Grant grant) {
    Account asked = account.in(intent, account.since());
    if (grant instanceof Grant.Granted) {
      answered(asked, false);
    } else if (grant instanceof Grant.Denied denied) {
      answered(asked, denied.isAboutClient());
    } else {
      troubled(asked, intent, grant);
    }
  }

  private void answered(Account account, boolean failed) {
    silence.answered(account.id());
    if (failed) {
      pauses.failed(account);
    } else {
      pauses.forget(account.id());
    }
    if (brake.answered()) {
      LOG.info("M1's token endpoint answers again: refreshes go on");
    }
  }

  private void troubled(Account account, Refreshing intent, Grant grant) {
    if (isSilence(grant)) {
      silence.unanswered(account);
    }
    if (!brake.isAtRisk(account.id())) {
      // Else the brake paces it: the probes of an outage must not use up its schedule.
      pauses.failed(account);
    }
    Optional<Duration> retryAfter =
        grant instanceof Grant.Unavailable later ? later.retryAfter() : Optional.empty();
    if (brake.troubled(account.id(), retryAfter, isRepeatedAtOnce(account, intent, grant))) {
      LogLine.warn(LOG)
          .with(LogKey.REASON, RefreshEnd.reason(grant))
          .say(
              "M1's token endpoint gives no answer of its own: refreshes wait, but for a probe a minute");
    }
  }

  /** Who reaches nobody hears nobody, and who is told to come later was heard. */
  private static boolean isSilence(Grant grant) {
    return !(grant instanceof Grant.NotSent)
        && !(grant instanceof Grant.Unavailable later && later.isNotNow());
  }

  /**
   * Policy repeats a lost answer. A gateway's page is followed by the same POST in any case, for it
   * mostly stands for one that was not made; where it was made all the same, only a repeat within
   * seconds may save the grant. Once: the pages of an outage do not make a call a second.
   */
  private boolean isRepeatedAtOnce(Account account, Refreshing intent, Grant grant) {
    if (grant instanceof Grant.Unavailable later) {
      return later.retryAfter().isEmpty() && !brake.isAtRisk(account.id());
    }
    return grant instanceof Grant.Unknown
        && !intent.replay()
        && policy == UnknownOutcome.REPLAY_ONCE;
  }
}
