package io.m1bridge.token.connect;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.m1.OAuth2Port.Grant;
import io.m1bridge.token.account.AccountOps;
import io.m1bridge.token.account.AccountOps.Activation;
import io.m1bridge.token.connect.FlowCookies.Flow;
import io.m1bridge.token.log.AccountLog;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.state.Account;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The code flow at the account's owner: the code is exchanged at the callback, but the tokens
 * become the account's only when a person has seen which M1 account it is and confirms. Until then
 * they are in memory only: a restart in between costs a new connect, nothing else.
 *
 * <p>Why: {@code docs/rationale.md#a-code-that-was-surely-not-sent-leaves-the-connect-open}.
 */
public final class ConnectFlow {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectFlow.class);

  private final AccountLog log;
  private final OAuth2Port oauth;
  private final M1AccountLookup m1Accounts;
  private final AccountOps accounts;
  private final Clock clock;
  private final Map<String, Pending> pending = new ConcurrentHashMap<>();
  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  public ConnectFlow(
      AccountLog log,
      OAuth2Port oauth,
      M1AccountLookup m1Accounts,
      AccountOps accounts,
      Clock clock) {
    this.log = log;
    this.oauth = oauth;
    this.m1Accounts = m1Accounts;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** M1's consent page for this flow; empty if nobody declared the account. */
  public Optional<URI> consentPage(Flow flow) {
    return log.account(flow.account())
        .map(
            account ->
                oauth.authorizeUri(
                    account.registration().clientId(),
                    URI.create(account.registration().redirectUri()),
                    flow.id()));
  }

  /**
   * The browser came back with a code. Blocks for two calls to M1.
   *
   * @param code as M1 gave it
   */
  public Callback callback(Flow flow, String code) {
    forgetOld();
    Optional<Account> account = log.account(flow.account());
    if (account.isEmpty()) {
      return new Callback.AccountGone();
    }
    if (used.putIfAbsent(flow.id(), clock.instant()) != null) {
      return new Callback.UsedBefore();
    }
    Grant grant = exchange(account.get(), code);
    if (grant instanceof Grant.Granted granted) {
      pending.put(
          flow.id(),
          new Pending(
              granted, m1Accounts.find(account.get(), granted.accessToken()), clock.instant()));
      return new Callback.Confirm();
    }
    LogLine.warn(LOG)
        .with(LogKey.ACCOUNT_ID, flow.account())
        .with(LogKey.REASON, reason(grant))
        .say("Connecting failed, the account stays as it was");
    if (grant instanceof Grant.Denied denied) {
      return new Callback.CodeRefused(denied.error());
    }
    if (grant instanceof Grant.NotSent || grant instanceof Grant.Unavailable) {
      // The code is unspent, or most likely so: the same callback may come again.
      used.remove(flow.id());
      return new Callback.NotReached();
    }
    return new Callback.Unclear();
  }

  private static String reason(Grant grant) {
    if (grant instanceof Grant.Denied denied) {
      return "M1 refused the code (" + denied.error() + ")";
    }
    if (grant instanceof Grant.Unavailable unavailable) {
      return "M1 gave no answer of its own (" + unavailable.reason() + ")";
    }
    return grant instanceof Grant.NotSent notSent
        ? "M1 was not reached (" + notSent.reason() + ")"
        : "M1 gave no usable answer to the code";
  }

  /** What waits for a person's confirmation. */
  public Review review(Flow flow) {
    forgetOld();
    Optional<Account> account = log.account(flow.account());
    if (account.isEmpty()) {
      pending.remove(flow.id());
      return new Review.AccountGone();
    }
    Pending known = pending.get(flow.id());
    return known == null
        ? new Review.Nothing()
        : new Review.Waiting(
            account.get(), known.m1AccountId(), flow.newIncarnation(), flow.replaced());
  }

  /**
   * A person confirmed: the tokens become the account's, once. Empty if nothing waits.
   *
   * @param by the person, for the audit
   */
  public Optional<Activation> confirm(Flow flow, String by) throws NotOwner, LogUnavailable {
    forgetOld();
    Pending known = pending.remove(flow.id());
    if (known == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          accounts.activate(
              flow.account(), known.granted(), known.m1AccountId(), flow.newIncarnation(), by));
    } catch (NotOwner | LogUnavailable e) {
      pending.put(flow.id(), known);
      throw e;
    }
  }

  private Grant exchange(Account account, String code) {
    Grant grant = new Grant.NotSent("no secret");
    for (String secret : account.registration().clientSecrets()) {
      try {
        grant =
            oauth
                .exchange(
                    new OAuth2Port.Client(account.registration().clientId(), secret),
                    code,
                    URI.create(account.registration().redirectUri()))
                .toCompletableFuture()
                .join();
      } catch (CompletionException e) {
        LogLine.error(LOG)
            .with(LogKey.ACCOUNT_ID, account.id())
            .because(e)
            .say("Exchanging the code ended by a bug");
        return new Grant.Unknown("the call broke");
      }
      if (!(grant instanceof Grant.Denied denied && denied.isAboutClient())) {
        return grant;
      }
    }
    return grant;
  }

  private void forgetOld() {
    Instant oldest = clock.instant().minus(FlowCookies.LIFE);
    pending.values().removeIf(p -> !p.at().isAfter(oldest));
    used.values().removeIf(at -> !at.isAfter(oldest));
  }

  private record Pending(Grant.Granted granted, Optional<String> m1AccountId, Instant at) {}
}
