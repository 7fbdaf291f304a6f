package io.m1bridge.token.refresh;

import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.contracts.AccountEvent.What;
import io.m1bridge.token.log.Change;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.AccountState.Ambiguous;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.GrantRefused;
import io.m1bridge.token.state.AccountState.NeedsAuthorization;
import io.m1bridge.token.state.AccountState.Refreshing;
import io.m1bridge.token.state.AccountState.WithTokens;
import io.m1bridge.token.state.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is to be done about an account's tokens, as they stand. */
final class Due {

  /** The next step. */
  enum Step {
    NOTHING,
    /** A change of state that asks M1 nothing. */
    RECORD,
    /** M1 is asked for new tokens. */
    POST
  }

  private final RefreshSchedule schedule;
  private final UnknownOutcome policy;
  private final Silence silence;

  Due(RefreshSchedule schedule, UnknownOutcome policy, Silence silence) {
    this.schedule = schedule;
    this.policy = policy;
    this.silence = silence;
  }

  /**
   * @param wanted somebody needs a token that lives longer
   */
  Step step(Account account, boolean wanted, Instant now) {
    AccountState state = account.state();
    if (isForsaken(account, now)) {
      return Step.RECORD;
    }
    if (state instanceof Authorized authorized) {
      return wanted || !now.isBefore(schedule.due(authorized.tokens())) ? Step.POST : Step.NOTHING;
    }
    if (state instanceof Refreshing refreshing) {
      return now.isBefore(refreshing.answerBefore()) ? Step.NOTHING : Step.RECORD;
    }
    if (state instanceof GrantRefused refused) {
      if (refused.refusals().isConfirmed() && isUsedUp(refused.tokens(), now)) {
        return Step.RECORD;
      }
      return now.isBefore(refused.refusals().askAgainAt()) ? Step.NOTHING : Step.POST;
    }
    if (state instanceof Ambiguous ambiguous) {
      return mayReplay(ambiguous)
          ? Step.POST
          : isUsedUp(ambiguous.tokens(), now) ? Step.RECORD : Step.NOTHING;
    }
    return Step.NOTHING;
  }

  /** M1 answers others and not this one, which has no token that works any more. */
  private boolean isForsaken(Account account, Instant now) {
    return account.state() instanceof WithTokens state
        && !(state instanceof Refreshing)
        && isUsedUp(state.tokens(), now)
        && silence.isProof(account);
  }

  private boolean mayReplay(Ambiguous ambiguous) {
    return !ambiguous.replayed() && policy == UnknownOutcome.REPLAY_ONCE;
  }

  /** Whether the access token is of no more use: over, or refused by M1. */
  private static boolean isUsedUp(TokenSet tokens, Instant now) {
    return !tokens.isUsable(now, Duration.ZERO);
  }

  /** When an account's token is of no more use: who comes first, comes first. */
  static Instant end(Account account) {
    return account
        .state()
        .currentTokens()
        .filter(tokens -> !tokens.reportedInvalid())
        .map(TokenSet::expiresAt)
        .orElse(Instant.EPOCH);
  }

  /** The intent that {@link Step#POST} begins with. */
  static Refreshing intent(AccountState state, Instant sendBefore, Instant answerBefore) {
    if (state instanceof GrantRefused refused) {
      return refused.askingAgain(sendBefore, answerBefore);
    }
    return state instanceof Ambiguous ambiguous
        ? ambiguous.replaying(sendBefore, answerBefore)
        : ((Authorized) state).refreshing(sendBefore, answerBefore);
  }

  /** What {@link Step#RECORD} makes of an account whose tokens are used up. */
  static Change over(Account account, String by, Instant now) {
    AccountState state = account.state();
    NeedsAuthorization next =
        state instanceof Authorized authorized
            ? authorized.over()
            : state instanceof GrantRefused refused ? refused.over() : ((Ambiguous) state).over();
    return new Change.Put(
        account.in(next, now),
        List.of(
            new AccountEvent(
                account.id().value(),
                What.NEEDS_AUTHORIZATION,
                next.generation(),
                by,
                next.reason(),
                now)));
  }
}
