package io.m1bridge.token.account;

import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.contracts.AccountEvent.What;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.OAuth2Port.Grant;
import io.m1bridge.token.log.AccountLog;
import io.m1bridge.token.log.Change;
import io.m1bridge.token.log.Decision;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.refresh.RefreshEnd;
import io.m1bridge.token.refresh.TokenSets;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.Registered;
import io.m1bridge.token.state.AccountState.Suspended;
import io.m1bridge.token.state.Registration;
import io.m1bridge.token.state.TokenSet;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What people do to an account; runs at its owner. */
public final class AccountOps {

  private final AccountLog log;
  private final Clock clock;

  public AccountOps(AccountLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * Declares an account, or changes what was declared. An equal declaration writes nothing.
   *
   * @throws UnreadableAccount if there is one whose record cannot be read
   */
  public Account declare(AccountId id, Registration registration, String by)
      throws NotOwner, LogUnavailable {
    Instant now = clock.instant();
    return log.update(
            id,
            current -> {
              if (current.isEmpty()) {
                log.damage(id)
                    .ifPresent(
                        why -> {
                          throw new UnreadableAccount(id, why);
                        });
                Account fresh =
                    new Account(id, registration, new Registered(), 1, Optional.empty(), now);
                return new Change.Put(
                    fresh, List.of(event(fresh, What.REGISTERED, by, "declared", now)));
              }
              Account known = current.get();
              return known.registration().equals(registration)
                  ? new Change.Keep()
                  : new Change.Put(
                      known.declared(registration),
                      List.of(
                          event(
                              known,
                              What.CHANGED,
                              by,
                              RegistrationChanges.between(known.registration(), registration),
                              now)));
            })
        .orElseThrow();
  }

  /**
   * Erases an account and its secrets, also one whose record cannot be read; nothing happens if
   * there is none.
   */
  public void remove(AccountId id, String by) throws NotOwner, LogUnavailable {
    Instant now = clock.instant();
    log.update(
        id,
        current ->
            current
                .map(account -> event(account, What.REMOVED, by, "removed", now))
                .or(
                    () ->
                        log.damage(id)
                            .map(
                                why ->
                                    new AccountEvent(
                                        id.value(),
                                        What.REMOVED,
                                        0,
                                        by,
                                        "removed, its record could not be read: " + why,
                                        now)))
                .<Change>map(removed -> new Change.Remove(List.of(removed)))
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
    return log.decide(
        id,
        current -> {
          if (current.isEmpty()) {
            return Decision.keep(new Activation.Unknown());
          }
          Account account = current.get();
          Optional<String> before = account.m1AccountId();
          boolean differs =
              before.isPresent() && m1AccountId.isPresent() && !before.equals(m1AccountId);
          if (differs && !newIncarnation) {
            return Decision.keep(new Activation.OtherAccount(before.get(), m1AccountId.get()));
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
          String detail = another ? "connected as a new incarnation" : "connected";
          return new Decision<>(
              new Change.Put(next, List.of(event(next, What.AUTHORIZED, by, detail, now))),
              new Activation.Active(next));
        });
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
   * Brings a suspended account back to the tokens that it had; nothing happens in another state.
   *
   * @return the account as it stands now; empty if there is none
   */
  public Optional<Account> resume(AccountId id, String by) throws NotOwner, LogUnavailable {
    Instant now = clock.instant();
    return log.update(
        id,
        found ->
            found
                .filter(account -> account.state() instanceof Suspended)
                .<Change>map(
                    account ->
                        new Change.Put(
                            account.in(((Suspended) account.state()).resumed(), now),
                            List.of(event(account, What.RESUMED, by, "resumed", now))))
                .orElseGet(Change.Keep::new));
  }

  /** How a POST of a former owner ended, which was fenced before it could store that. */
  public void takeHandOver(AccountId id, RefreshEnd end) throws NotOwner, LogUnavailable {
    Instant now = clock.instant();
    log.update(
        id,
        current ->
            current
                .map(account -> end.change(account, "token-service (a former owner)", now))
                .orElseGet(Change.Keep::new));
  }

  static AccountEvent event(Account account, What what, String by, String detail, Instant now) {
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
