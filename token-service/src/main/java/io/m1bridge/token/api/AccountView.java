package io.m1bridge.token.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.TokenSet;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An account as REST shows it: no secret, no token.
 *
 * @param callsPerHour M1's limit
 * @param reserve percent of it that is for others: there are no permits for them
 * @param state as users of the account see it
 * @param detail the kind of the inner state, {@code Authorized}, {@code Ambiguous}, …
 * @param reason why a person is needed, where one is
 * @param generation of the tokens; 0 before the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountView(
    String account,
    String plan,
    int callsPerHour,
    int reserve,
    AccountDescriptor.State state,
    String detail,
    @Nullable String reason,
    long generation,
    @Nullable Instant issuedAt,
    @Nullable Instant expiresAt,
    int incarnation,
    @Nullable String m1AccountId,
    String declaredBy,
    Instant since) {

  static AccountView of(Account account) {
    AccountState state = account.state();
    return new AccountView(
        account.id().value(),
        account.registration().plan(),
        account.registration().callsPerHour(),
        account.registration().reserve(),
        state.seenAs(),
        state.kind(),
        reason(state),
        state.lastGeneration(),
        state.currentTokens().map(TokenSet::issuedAt).orElse(null),
        state.currentTokens().map(TokenSet::expiresAt).orElse(null),
        account.incarnation(),
        account.m1AccountId().orElse(null),
        account.registration().origin().name().toLowerCase(Locale.ROOT),
        account.since());
  }

  static @Nullable String reason(AccountState state) {
    if (state instanceof AccountState.Ambiguous ambiguous) {
      return ambiguous.reason();
    }
    if (state instanceof AccountState.GrantRefused refused) {
      return "M1 refused the refresh token (" + refused.refusals().error() + ")";
    }
    if (state instanceof AccountState.NeedsAuthorization needs) {
      return needs.reason();
    }
    return state instanceof AccountState.Suspended suspended ? suspended.reason() : null;
  }
}
