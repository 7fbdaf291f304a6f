package io.m1bridge.token.account;

import io.m1bridge.contracts.AccountEvent.What;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.AccountLog;
import io.m1bridge.token.log.Change;
import io.m1bridge.token.log.Decision;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.AccountState.Ambiguous;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.GrantRefused;
import io.m1bridge.token.state.AccountState.Suspended;
import io.m1bridge.token.state.TokenSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What callers report of M1's answers to a token; runs at the account's owner. What is reported of
 * a token that is young, or no longer the current one, says nothing of the account.
 */
public final class TokenReports {

  private static final String REFUSED_TWICE =
      "M1 refused two tokens in a row (E10101): connect the account again, or resume it if M1 was at fault";
  private static final String NO_PERMISSION = "M1 answered E10102: no permission for the API";

  private final AccountLog log;
  private final Clock clock;
  private final Duration young;

  /**
   * @param young how long M1's API may not know a token that was just issued: what is reported
   *     about it until then says nothing
   */
  public TokenReports(AccountLog log, Clock clock, Duration young) {
    this.log = log;
    this.clock = clock;
    this.young = young;
  }

  /**
   * M1 refused the token of this fingerprint. Only a report about the current generation counts,
   * and only the first: it costs one refresh. If the tokens that this brought are refused too,
   * newer ones do not help: the account is suspended, and a person must connect it again. Its
   * tokens are kept, for M1 might have been at fault.
   *
   * @return what became of it
   */
  public Report invalidate(AccountId id, String fingerprint, String by)
      throws NotOwner, LogUnavailable {
    Instant now = clock.instant();
    return log.decide(
        id,
        found -> {
          if (found.isEmpty() || !isCurrent(found.get(), fingerprint)) {
            return Decision.keep(Report.STALE);
          }
          Account account = found.get();
          return isYoung(account, now)
              ? Decision.keep(Report.TOO_EARLY)
              : new Decision<>(refused(account, by, now), Report.TAKEN);
        });
  }

  /** M1's API may not know the token yet: whatever it answers says nothing about the account. */
  private boolean isYoung(Account account, Instant now) {
    return account.state().currentTokens().filter(tokens -> tokens.isYoung(now, young)).isPresent();
  }

  private static Change refused(Account account, String by, Instant now) {
    if (account.state().currentTokens().filter(TokenSet::reportedInvalid).isPresent()) {
      return new Change.Keep();
    }
    if (account.state() instanceof Authorized authorized) {
      return authorized.tokens().isFailedRepair(now)
          ? suspended(account, authorized.refusedByM1().suspended(REFUSED_TWICE), by, now)
          : refused(account, authorized.refusedByM1(), by, now);
    }
    if (account.state() instanceof GrantRefused again) {
      return refused(account, again.refusedByM1(), by, now);
    }
    return account.state() instanceof Ambiguous ambiguous
        ? refused(account, ambiguous.refusedByM1(), by, now)
        : new Change.Keep();
  }

  private static Change refused(Account account, AccountState next, String by, Instant now) {
    return new Change.Put(
        account.in(next, now),
        List.of(AccountOps.event(account, What.TOKEN_REFUSED, by, "M1 answered E10101", now)));
  }

  private static boolean isCurrent(Account account, String fingerprint) {
    return account
        .state()
        .currentTokens()
        .filter(tokens -> tokens.fingerprint().equals(fingerprint))
        .isPresent();
  }

  /**
   * M1 answered E10102 to the token of this fingerprint: the account is suspended, its tokens are
   * kept. Only a report about the current generation counts.
   *
   * @return what became of it
   */
  public Suspension suspend(AccountId id, String fingerprint, String by)
      throws NotOwner, LogUnavailable {
    Instant now = clock.instant();
    return log.decide(
        id,
        found -> {
          if (found.filter(account -> account.state() instanceof Suspended).isPresent()) {
            return Decision.keep(Suspension.SUSPENDED);
          }
          if (found.isEmpty() || !isCurrent(found.get(), fingerprint)) {
            return Decision.keep(Suspension.STALE);
          }
          Account account = found.get();
          if (isYoung(account, now)) {
            return Decision.keep(Suspension.TOO_EARLY);
          }
          // While an answer with new tokens may be on its way, its intent must stay.
          return suspended(account.state())
              .map(next -> new Decision<>(suspended(account, next, by, now), Suspension.SUSPENDED))
              .orElseGet(() -> Decision.keep(Suspension.LATER));
        });
  }

  private static Optional<Suspended> suspended(AccountState state) {
    if (state instanceof GrantRefused refused) {
      return Optional.of(refused.suspended(NO_PERMISSION));
    }
    if (state instanceof Authorized authorized) {
      return Optional.of(authorized.suspended(NO_PERMISSION));
    }
    return state instanceof Ambiguous ambiguous
        ? Optional.of(ambiguous.suspended(NO_PERMISSION))
        : Optional.empty();
  }

  private static Change suspended(Account account, Suspended next, String by, Instant now) {
    return new Change.Put(
        account.in(next, now),
        List.of(AccountOps.event(account, What.SUSPENDED, by, next.reason(), now)));
  }

  /** M1 said E10104: into the audit. */
  public void throttled(AccountId id, String by) throws NotOwner, LogUnavailable {
    Instant now = clock.instant();
    log.update(
        id,
        current ->
            current
                .<Change>map(
                    account ->
                        new Change.Put(
                            account,
                            List.of(
                                AccountOps.event(
                                    account,
                                    What.THROTTLED,
                                    by,
                                    "M1 takes no more calls for now (E10104, or HTTP 429)",
                                    now))))
                .orElseGet(Change.Keep::new));
  }

  /** What became of a report of E10101. */
  public enum Report {
    TAKEN,
    /** It is about tokens that are no longer the current ones: nothing happened. */
    STALE,
    /** The token is so young that M1's API may not know it: ask M1 again, then report it. */
    TOO_EARLY
  }

  /** What became of a report of E10102. */
  public enum Suspension {
    SUSPENDED,
    /** The token is so young that M1's API may not know it: ask M1 again. */
    TOO_EARLY,
    /** The report is about tokens that are no longer the current ones: nothing happened. */
    STALE,
    /** A refresh is under way: report it again. */
    LATER
  }
}
