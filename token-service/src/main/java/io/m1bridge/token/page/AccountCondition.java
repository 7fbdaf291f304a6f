package io.m1bridge.token.page;

import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.AccountState.Ambiguous;
import io.m1bridge.token.state.AccountState.GrantRefused;
import io.m1bridge.token.state.AccountState.NeedsAuthorization;
import io.m1bridge.token.state.AccountState.Registered;
import io.m1bridge.token.state.AccountState.Suspended;
import io.m1bridge.token.state.Refusals;
import io.m1bridge.token.state.TokenSet;
import io.m1bridge.ui.page.UiFormats;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an account stands, in words for the person at the page: what it is, what happened, and what
 * to do about it.
 *
 * @param badge {@code ok}, {@code warn}, {@code bad} or {@code idle}
 * @param happened null where all is well
 * @param advice null where there is nothing to do
 */
public record AccountCondition(
    String badge, String label, @Nullable String happened, @Nullable String advice) {

  private static final String CONNECT =
      "Until a person connects it, no call is made for it and no token handed out; changes for it wait.";

  /** Whether somebody has to do something. */
  public boolean needsPerson() {
    return badge.equals("bad");
  }

  static AccountCondition damaged(String why) {
    return new AccountCondition(
        "bad",
        "Record unreadable",
        "The record of this account cannot be read: " + why + ".",
        "Put its key back into the keyset: then it is read by itself. If the key is lost, delete the account"
            + " (DELETE /v1/accounts/{id}), declare it again and connect it. Other accounts are not affected.");
  }

  static AccountCondition of(Account account, UnknownOutcome policy, Instant now) {
    AccountState state = account.state();
    if (state instanceof Registered) {
      return new AccountCondition("idle", "Not connected", null, "Connect it to begin.");
    }
    if (state instanceof NeedsAuthorization needs) {
      return needs.reason().equals(AccountState.DISCONNECTED)
          ? new AccountCondition(
              "bad",
              "Disconnected",
              "Somebody disconnected it here; m1.account-events says who.",
              CONNECT + " M1 itself still knows the consent: take it back there if it must end.")
          : new AccountCondition(
              "bad", "Connect again", sentence(needs.reason()), "Connect it again. " + CONNECT);
    }
    if (state instanceof Suspended suspended) {
      return new AccountCondition(
          "bad",
          "Suspended",
          sentence(suspended.reason()),
          "All its calls have stopped; its tokens are kept. See at M1 whether the plan still includes the API (the"
              + " free plan does not). Then POST /v1/accounts/"
              + account.id()
              + "/resume brings it back, or connect it again.");
    }
    if (state instanceof Ambiguous ambiguous) {
      return unclear(ambiguous, policy, now);
    }
    if (state instanceof GrantRefused refused) {
      return refused(refused, now);
    }
    return state.currentTokens().map(tokens -> working(tokens, now)).orElseThrow();
  }

  private static AccountCondition refused(GrantRefused state, Instant now) {
    Refusals refusals = state.refusals();
    String happened =
        "M1 refused to give new tokens ("
            + refusals.error()
            + "), "
            + (refusals.isConfirmed() ? refusals.count() + " times in a row" : "once")
            + ". It is asked again at "
            + UiFormats.time(refusals.askAgainAt())
            + " UTC.";
    return refusals.isConfirmed()
        ? new AccountCondition(
            "bad",
            "Refresh refused",
            happened,
            deadline(state.tokens(), now)
                + "If M1 takes the refresh token after all, that ends by itself.")
        : new AccountCondition(
            "warn",
            "Refresh refused",
            happened,
            "Wait a minute: a single refusal is often gone at the second try.");
  }

  private static AccountCondition unclear(Ambiguous state, UnknownOutcome policy, Instant now) {
    String happened =
        "M1 was asked for new tokens, and nobody knows whether it gave them: "
            + state.reason()
            + ". A refresh token works once, so it may be spent.";
    TokenSet tokens = state.tokens();
    return new AccountCondition(
        "bad", "Refresh unclear", happened, deadline(tokens, now) + replay(state, policy));
  }

  private static String deadline(TokenSet tokens, Instant now) {
    if (tokens.isUsable(now, Duration.ZERO)) {
      return "The token in use works until "
          + UiFormats.time(tokens.expiresAt())
          + " UTC: connect it again before then, and nothing stops. ";
    }
    return (tokens.reportedInvalid() ? "M1 refuses the token in use" : "The token in use has ended")
        + ", and calls have stopped: connect it again now. ";
  }

  private static String replay(Ambiguous state, UnknownOutcome policy) {
    if (state.replayed()) {
      return "The same refresh was sent once more, also without a known outcome; it is not sent again.";
    }
    return policy == UnknownOutcome.REPLAY_ONCE
        ? "The same refresh is sent once more by itself (policy replay-once); wait a minute and see."
        : "It is not repeated by itself (policy stop): if M1 did spend the token, a repeat can cost the"
            + " whole grant. m1bridge.token.refresh.unknown-outcome=replay-once would send it once more.";
  }

  private static AccountCondition working(TokenSet tokens, Instant now) {
    if (!tokens.expiresAt().isAfter(now)) {
      return new AccountCondition(
          "bad",
          "Token ended",
          "No new token came in time; calls have stopped.",
          "It is tried again by itself. If M1 can be reached and it stays like this, see the log of"
              + " token-service, or connect it again.");
    }
    if (tokens.reportedInvalid()) {
      return new AccountCondition(
          "warn",
          "Token refused",
          "M1 refused the token in use before its time.",
          "A new one is fetched by itself. If this comes back, somebody else refreshes this grant.");
    }
    if (now.isAfter(overdue(tokens))) {
      return new AccountCondition(
          "warn",
          "Refresh overdue",
          "New tokens were due at half of this one's life and have not come.",
          "It is tried again by itself, and works until the token ends. See whether M1 can be reached.");
    }
    return new AccountCondition("ok", "Connected", null, null);
  }

  /** Half of life, and half of what is left then: some attempts have failed by now. */
  private static Instant overdue(TokenSet tokens) {
    Instant half = tokens.halfLife();
    return half.plus(Duration.between(half, tokens.expiresAt()).dividedBy(4));
  }

  private static String sentence(String reason) {
    String trimmed = reason.strip();
    if (trimmed.isEmpty()) {
      return "No reason is known.";
    }
    return Character.toUpperCase(trimmed.charAt(0))
        + trimmed.substring(1)
        + (trimmed.endsWith(".") ? "" : ".");
  }
}
