package io.m1bridge.token.page;

import io.m1bridge.token.permit.Holder;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.TokenSet;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account as the page shows it.
 *
 * @param badge {@code ok}, {@code warn}, {@code bad} or {@code idle}
 * @param calls permits of the last 60 minutes; null where another replica counts them
 */
public record AccountRow(
    String id,
    String badge,
    String state,
    @Nullable String reason,
    String plan,
    int limit,
    @Nullable Integer calls,
    @Nullable Instant expiresAt,
    @Nullable Instant refreshedAt,
    @Nullable String m1AccountId,
    Instant since,
    boolean connected) {

  static AccountRow of(Account account, @Nullable Map<Holder, Integer> lastHour) {
    AccountState state = account.state();
    return new AccountRow(
        account.id().value(),
        badge(state),
        label(state),
        reason(state),
        account.registration().plan(),
        account.registration().callsPerHour(),
        lastHour == null ? null : lastHour.values().stream().mapToInt(Integer::intValue).sum(),
        state.currentTokens().map(TokenSet::expiresAt).orElse(null),
        state.currentTokens().map(TokenSet::issuedAt).orElse(null),
        account.m1AccountId().orElse(null),
        account.since(),
        state.lastGeneration() > 0);
  }

  private static String badge(AccountState state) {
    if (state instanceof AccountState.Authorized authorized) {
      return authorized.tokens().reportedInvalid() ? "warn" : "ok";
    }
    if (state instanceof AccountState.Refreshing) {
      return "ok";
    }
    return state instanceof AccountState.Registered ? "idle" : "bad";
  }

  private static String label(AccountState state) {
    if (state instanceof AccountState.Authorized) {
      return "Connected";
    }
    if (state instanceof AccountState.Refreshing) {
      return "Refreshing";
    }
    if (state instanceof AccountState.Registered) {
      return "Not connected";
    }
    if (state instanceof AccountState.Ambiguous) {
      return "Refresh unclear";
    }
    return state instanceof AccountState.Suspended ? "Suspended" : "Connect again";
  }

  private static @Nullable String reason(AccountState state) {
    if (state instanceof AccountState.Ambiguous ambiguous) {
      return ambiguous.reason()
          + ". The token in use goes on working while it lives; connect again before it ends.";
    }
    if (state instanceof AccountState.NeedsAuthorization needs) {
      return needs.reason();
    }
    return state instanceof AccountState.Suspended suspended ? suspended.reason() : null;
  }
}
