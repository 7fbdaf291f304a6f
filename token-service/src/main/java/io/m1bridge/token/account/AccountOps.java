package io.m1bridge.token.account;

import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.contracts.AccountEvent.What;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.OAuth2Port.Grant;
import io.m1bridge.token.log.AccountLog;
import io.m1bridge.token.log.Change;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.refresh.TokenSets;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.AccountState.Ambiguous;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.Refreshing;
import io.m1bridge.token.state.AccountState.Registered;
import io.m1bridge.token.state.Registration;
import io.m1bridge.token.state.TokenSet;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** What people and callers do to an account; runs at its owner. */
public final class AccountOps {

  private final AccountLog log;
  private final Clock clock;

  public AccountOps(AccountLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Declares an account, or changes what was declared. An equal declaration writes nothing. */
  public Account declare(AccountId id, Registration registration, String by)
      throws NotOwner, LogUnavailable {
    Instant now = clock.instant();
    return log.update(
            id,
            current -> {
              if (current.isEmpty()) {
                Account fresh =
                    new Account(id, registration, new Registered(), 1, Optional.empty(), now);
                return new Change.Put(
                    fresh, List.of(event(fresh, What.REGISTERED, by, "declared", now)));
              }
              Account known = current.get();
              return known.registration().equals(registration)
                  ? new Change.Keep()
                  : new Change.Put(known.declared(registration), List.of());
            })
        .orElseThrow();
  }

  /** Erases an account and its secrets; nothing happens if there is none. */
  public void remove(AccountId id, String by) throws NotOwner, LogUnavailable {
    Instant now = clock.instant();
    log.update(
        id,
        current ->
            current
                .<Change>map(
                    account ->
                        new Change.Remove(
                            List.of(event(account, What.REMOVED, by, "removed", now))))
                .orElseGet(Change.Keep::new));
  }

  /**
   * New tokens from the consent page become the account's.
   *
   * @param m1AccountId M1's own number, if it could be read
   * @param newIncarnation a person said that a different M1 account is meant; without effect where
   *     it is provably the same
   */
  public Activation activate(
      AccountId id,
      Grant.Granted granted,
      Optional<String> m1AccountId,
      boolean newIncarnation,
      String by)
      throws NotOwner, LogUnavailable {
    Instant now = clock.instant();
    AtomicReference<Activation> result = new AtomicReference<>(new Activation.Unknown());
    log.update(
        id,
        current -> {
          if (current.isEmpty()) {
            return new Change.Keep();
          }
          Account account = current.get();
          Optional<String> before = account.m1AccountId();
          boolean differs =
              before.isPresent() && m1AccountId.isPresent() && !before.equals(m1AccountId);
          if (differs && !newIncarnation) {
            result.set(new Activation.OtherAccount(before.get(), m1AccountId.get()));
            return new Change.Keep();
          }
          boolean same = before.isPresent() && before.equals(m1AccountId);
          boolean another = newIncarnation && !same && account.state().lastGeneration() > 0;
          TokenSet tokens = TokenSets.of(granted, account.state().lastGeneration() + 1, now);
          Account next =
              new Account(
                  id,
                  account.registration(),
                  new Authorized(tokens),
                  another ? account.incarnation() + 1 : account.incarnation(),
                  another ? m1AccountId : m1AccountId.or(() -> before),
                  now);
          result.set(new Activation.Active(next));
          return new Change.Put(
              next,
              List.of(
                  event(
                      next,
                      What.AUTHORIZED,
                      by,
                      another ? "connected as a new incarnation" : "connected",
                      now)));
        });
    return Objects.requireNonNull(result.get());
  }

  /**
   * Forgets the account's tokens; its declaration stays. Nothing is written where there are none.
   *
   * @return the account as it stands now; empty if there is none
   */
  public Optional<Account> disconnect(AccountId id, String by) throws NotOwner, LogUnavailable {
    Instant now = clock.instant();
    return log.update(
        id,
        current ->
            current
                .flatMap(
                    account ->
                        account
                            .state()
                            .disconnected()
                            .<Change>map(
                                next ->
                                    new Change.Put(
                                        account.in(next, now),
                                        List.of(
                                            event(
                                                account,
                                                What.NEEDS_AUTHORIZATION,
                                                by,
                                                "disconnected",
                                                now)))))
                .orElseGet(Change.Keep::new));
  }

  /**
   * M1 refused the token of this fingerprint. Only a report about the current generation counts,
   * and only the first.
   *
   * @return whether the report was about the current generation
   */
  public boolean invalidate(AccountId id, String fingerprint) throws NotOwner, LogUnavailable {
    Instant now = clock.instant();
    AtomicBoolean current = new AtomicBoolean();
    log.update(
        id,
        found -> {
          if (found.isEmpty()) {
            return new Change.Keep();
          }
          Account account = found.get();
          Optional<TokenSet> tokens = account.state().currentTokens();
          if (tokens.isEmpty() || !tokens.get().fingerprint().equals(fingerprint)) {
            return new Change.Keep();
          }
          current.set(true);
          return account.state() instanceof Authorized authorized
                  && !authorized.tokens().reportedInvalid()
              ? new Change.Put(account.in(authorized.refusedByM1(), now), List.of())
              : new Change.Keep();
        });
    return current.get();
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
                                event(
                                    account,
                                    What.THROTTLED,
                                    by,
                                    "M1 says that the hour's calls are used up",
                                    now))))
                .orElseGet(Change.Keep::new));
  }

  /**
   * An answer that a former owner got and could not commit.
   *
   * @return whether it stands now, or something newer does
   */
  public boolean takeHandOver(AccountId id, TokenSet next) throws NotOwner, LogUnavailable {
    Instant now = clock.instant();
    Optional<Account> after =
        log.update(
            id,
            current ->
                current
                    .filter(account -> fits(account.state(), next))
                    .<Change>map(
                        account ->
                            new Change.Put(
                                account.in(new Authorized(next), now),
                                List.of(
                                    event(
                                        account,
                                        What.REFRESHED,
                                        "token-service",
                                        "handed over by the former owner",
                                        now))))
                    .orElseGet(Change.Keep::new));
    return after.map(a -> a.state().lastGeneration() >= next.generation()).orElse(true);
  }

  private static boolean fits(AccountState state, TokenSet next) {
    return (state instanceof Refreshing || state instanceof Ambiguous)
        && state.lastGeneration() + 1 == next.generation();
  }

  private static AccountEvent event(
      Account account, What what, String by, String detail, Instant now) {
    return new AccountEvent(
        account.id().value(), what, account.state().lastGeneration(), by, detail, now);
  }

  /** How a connect ended. */
  public sealed interface Activation {

    record Active(Account account) implements Activation {}

    /** The consent was given for a different M1 account than before: refused. */
    record OtherAccount(String before, String now) implements Activation {}

    /** Nobody declared this account, or it was removed meanwhile. */
    record Unknown() implements Activation {}
  }
}
