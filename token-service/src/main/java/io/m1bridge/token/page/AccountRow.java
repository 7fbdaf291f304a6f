package io.m1bridge.token.page;

import io.m1bridge.token.calls.CallHour;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.Registration.Origin;
import io.m1bridge.token.state.TokenSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as the pages show it: no secret, no token.
 *
 * @param limit of M1, calls per hour
 * @param reserve percent of them that are for others
 * @param calls of the last 60 minutes; null where its owner does not tell them
 * @param connected whether it has tokens, which a disconnect would forget
 * @param before whether it ever had any
 */
public record AccountRow(
    String id,
    AccountCondition condition,
    String plan,
    int limit,
    int reserve,
    @Nullable CallsView calls,
    @Nullable Instant expiresAt,
    @Nullable Instant refreshedAt,
    @Nullable String m1AccountId,
    int incarnation,
    String declaredBy,
    Instant since,
    boolean connected,
    boolean before) {

  static AccountRow of(
      Account account, @Nullable CallHour hour, UnknownOutcome policy, Instant now) {
    AccountState state = account.state();
    int limit = account.registration().callsPerHour();
    return new AccountRow(
        account.id().value(),
        AccountCondition.of(account, policy, now),
        account.registration().plan(),
        limit,
        account.registration().reserve(),
        hour == null ? null : CallsView.of(hour, limit, now),
        state.currentTokens().map(TokenSet::expiresAt).orElse(null),
        state.currentTokens().map(TokenSet::issuedAt).orElse(null),
        account.m1AccountId().orElse(null),
        account.incarnation(),
        account.registration().origin() == Origin.CONFIGURATION ? "configuration" : "REST",
        account.since(),
        state.currentTokens().isPresent(),
        state.lastGeneration() > 0);
  }
}
