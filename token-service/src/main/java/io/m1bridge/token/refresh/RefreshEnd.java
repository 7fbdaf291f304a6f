package io.m1bridge.token.refresh;

import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.contracts.AccountEvent.What;
import io.m1bridge.m1.OAuth2Port.Grant;
import io.m1bridge.token.log.Change;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.AccountState.Ambiguous;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.GrantRefused;
import io.m1bridge.token.state.AccountState.Refreshing;
import io.m1bridge.token.state.AccountState.Suspended;
import io.m1bridge.token.state.TokenSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the POST of one intent ended. What it means is decided here alone, whether it comes from the
 * owner itself or from a former one that was fenced meanwhile.
 */
public sealed interface RefreshEnd {

  /** What the answer to the POST of this intent means. */
  static RefreshEnd of(Refreshing intent, Grant grant, Instant now) {
    if (grant instanceof Grant.Granted granted) {
      TokenSet next = TokenSets.of(granted, intent.tokens().generation() + 1, now);
      return new Renewed(intent.tokens().reportedInvalid() ? next.asRepair() : next, "new tokens");
    }
    if (grant instanceof Grant.Unknown) {
      return new Unknown(intent.sendBefore(), reason(grant));
    }
    return grant instanceof Grant.Denied denied && !denied.isAboutClient()
        ? new Refused(intent.sendBefore(), denied.error(), now)
        : new NotDone(intent.sendBefore(), reason(grant));
  }

  /** Why there are no new tokens, for a person; never a secret. */
  static String reason(Grant grant) {
    if (grant instanceof Grant.Denied denied) {
      return "M1 refused: " + denied.error();
    }
    if (grant instanceof Grant.Unavailable unavailable) {
      return "no answer of the token endpoint: " + unavailable.reason();
    }
    if (grant instanceof Grant.NotSent notSent) {
      return "not sent: " + notSent.reason();
    }
    return grant instanceof Grant.Unknown unknown ? unknown.reason() : "new tokens";
  }

  /** What it makes of an account in this state; empty if it says nothing about it any more. */
  Optional<AccountState> appliedTo(AccountState state);

  What what();

  /** For a person; never a secret. */
  String detail();

  /** Its name in metrics. */
  default String word() {
    return switch (what()) {
      case REFRESHED -> "refreshed";
      case AMBIGUOUS -> "ambiguous";
      default -> this instanceof Refused ? "refused" : "failed";
    };
  }

  /** The record and its event, or nothing to do. */
  default Change change(Account account, String by, Instant now) {
    return appliedTo(account.state())
        .<Change>map(
            next ->
                new Change.Put(
                    account.in(next, now),
                    List.of(
                        new AccountEvent(
                            account.id().value(),
                            what(),
                            next.lastGeneration(),
                            by,
                            detail(),
                            now))))
        .orElseGet(Change.Keep::new);
  }

  /**
   * M1 answered with new tokens. They count as long as nothing newer stands, also after the intent
   * was called ambiguous: the answer is what was missing.
   */
  record Renewed(TokenSet next, String detail) implements RefreshEnd {
    @Override
    public Optional<AccountState> appliedTo(AccountState state) {
      if (state.lastGeneration() + 1 != next.generation()) {
        return Optional.empty();
      }
      if (state instanceof Refreshing refreshing) {
        return Optional.of(refreshing.granted(next));
      }
      if (state instanceof Ambiguous ambiguous) {
        return Optional.of(ambiguous.granted(next));
      }
      if (state instanceof GrantRefused refused) {
        return Optional.of(refused.granted(next));
      }
      return state instanceof Suspended suspended && suspended.before() != null
          ? appliedTo(suspended.before())
              .map(granted -> ((Authorized) granted).suspended(suspended.reason()))
          : Optional.empty();
    }

    @Override
    public What what() {
      return What.REFRESHED;
    }
  }

  /**
   * Not done, as far as anyone can tell: the same refresh token is sent again. Behind a gateway's
   * page it may be spent all the same; then the next answer is a refusal, and nothing is lost that
   * was not lost already.
   */
  record NotDone(Instant sendBefore, String detail) implements RefreshEnd {
    @Override
    public Optional<AccountState> appliedTo(AccountState state) {
      return intent(state, sendBefore).map(Refreshing::notDone);
    }

    @Override
    public What what() {
      return What.REFRESH_FAILED;
    }
  }

  /**
   * M1 refused the refresh token.
   *
   * @param error M1's word
   * @param at when its answer arrived
   */
  record Refused(Instant sendBefore, String error, Instant at) implements RefreshEnd {
    @Override
    public Optional<AccountState> appliedTo(AccountState state) {
      return intent(state, sendBefore).map(intent -> intent.refused(error, at));
    }

    @Override
    public What what() {
      return What.REFRESH_FAILED;
    }

    @Override
    public String detail() {
      return "M1 refused the refresh token (" + error + "): it is asked again";
    }
  }

  /** Nobody knows. */
  record Unknown(Instant sendBefore, String detail) implements RefreshEnd {
    @Override
    public Optional<AccountState> appliedTo(AccountState state) {
      return intent(state, sendBefore).map(intent -> intent.unknown(detail));
    }

    @Override
    public What what() {
      return What.AMBIGUOUS;
    }
  }

  /**
   * The intent that it is about, if it still stands. A late word about an earlier intent of the
   * same generation must not be taken for one about the next: that one's POST may be under way.
   */
  private static Optional<Refreshing> intent(AccountState state, Instant sendBefore) {
    return state instanceof Refreshing refreshing && refreshing.sendBefore().equals(sendBefore)
        ? Optional.of(refreshing)
        : Optional.empty();
  }
}
