package io.m1bridge.token.connect;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.m1.OAuth2Port.Grant;
import io.m1bridge.token.account.AccountOps;
import io.m1bridge.token.account.AccountOps.Activation;
import io.m1bridge.token.connect.FlowCookies.Flow;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.log.Tenure;
import io.m1bridge.token.permit.Holder;
import io.m1bridge.token.permit.PermitDesk;
import io.m1bridge.token.permit.PermitOutcome;
import io.m1bridge.token.state.Account;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 */
public final class ConnectDesk {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectDesk.class);
  private static final String CALLER = "token-service";

  /** How long the account check waits for a permit of a bucket that has just begun empty. */
  private static final Duration PERMIT_WAIT = Duration.ofSeconds(4);

  private final FencedLog log;
  private final OAuth2Port oauth;
  private final M1Port m1;
  private final PermitDesk permits;
  private final AccountOps accounts;
  private final Clock clock;
  private final Map<String, Pending> pending = new ConcurrentHashMap<>();
  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  public ConnectDesk(
      FencedLog log,
      OAuth2Port oauth,
      M1Port m1,
      PermitDesk permits,
      AccountOps accounts,
      Clock clock) {
    this.log = log;
    this.oauth = oauth;
    this.m1 = m1;
    this.permits = permits;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** M1's consent page for this flow; empty if nobody declared the account. */
  public Optional<URI> consentPage(Flow flow) {
    return log.view()
        .account(flow.account())
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
    if (used.putIfAbsent(flow.id(), clock.instant()) != null) {
      return new Callback.UsedBefore();
    }
    Optional<Account> account = log.view().account(flow.account());
    if (account.isEmpty()) {
      return new Callback.UnknownAccount();
    }
    Grant grant = exchange(account.get(), code);
    if (grant instanceof Grant.Granted granted) {
      pending.put(
          flow.id(),
          new Pending(granted, m1AccountId(account.get(), granted.accessToken()), clock.instant()));
      return new Callback.Confirm();
    }
    String reason =
        grant instanceof Grant.Denied denied
            ? "M1 refused the code: " + denied.error()
            : "M1 gave no usable answer to the code, which works only once";
    LOG.warn("Connecting account {} failed: {}", flow.account(), reason);
    return new Callback.Failed(reason);
  }

  /** What waits for a person's confirmation. */
  public Optional<Waiting> waiting(Flow flow) {
    forgetOld();
    Pending known = pending.get(flow.id());
    return known == null
        ? Optional.empty()
        : log.view()
            .account(flow.account())
            .map(account -> new Waiting(account, known.m1AccountId(), flow.newIncarnation()));
  }

  /** A person confirmed: the tokens become the account's, once. Empty if nothing waits. */
  public Optional<Activation> confirm(Flow flow) throws NotOwner, LogUnavailable {
    Pending known = pending.remove(flow.id());
    if (known == null) {
      return Optional.empty();
    }
    try {
      Activation activation =
          accounts.activate(
              flow.account(),
              known.granted(),
              known.m1AccountId(),
              flow.newIncarnation(),
              "a person");
      return Optional.of(activation);
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
        LOG.error("Exchanging the code of account {} ended by a bug", account.id(), e);
        return new Grant.Unknown("the call broke");
      }
      if (!(grant instanceof Grant.Denied denied && denied.error().equals("invalid_client"))) {
        return grant;
      }
    }
    return grant;
  }

  /** M1's own number of the account stands in its contacts; empty where there is none. */
  private Optional<String> m1AccountId(Account account, AccessToken token) {
    if (!permitted(account)) {
      return Optional.empty();
    }
    M1Outcome<M1Answers.Page<Contact>> outcome =
        m1.send(account.id(), token, new M1Call.ListContacts(List.of(), 1, 1))
            .toCompletableFuture()
            .join();
    return outcome instanceof M1Outcome.Accepted<M1Answers.Page<Contact>> accepted
        ? accepted.value().rows().stream().findFirst().flatMap(Contact::accountId)
        : Optional.empty();
  }

  private boolean permitted(Account account) {
    Instant until = clock.instant().plus(PERMIT_WAIT);
    while (clock.instant().isBefore(until)) {
      PermitOutcome outcome =
          log.tenure(account.id())
              .map(tenure -> permits.request(asking(account, tenure), 1))
              .orElseGet(PermitOutcome.Moved::new);
      if (outcome instanceof PermitOutcome.Granted) {
        return true;
      }
      if (outcome instanceof PermitOutcome.Paused || outcome instanceof PermitOutcome.Moved) {
        return false;
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private static PermitDesk.Asking asking(Account account, Tenure tenure) {
    return new PermitDesk.Asking(
        account.id(), account.registration().callsPerHour(), tenure, Holder.HOUSEKEEPING, CALLER);
  }

  private void forgetOld() {
    Instant oldest = clock.instant().minus(FlowCookies.LIFE);
    pending.values().removeIf(p -> p.at().isBefore(oldest));
    used.values().removeIf(at -> at.isBefore(oldest));
  }

  /** How a callback ended. */
  public sealed interface Callback {

    /** The tokens wait for a person's confirmation. */
    record Confirm() implements Callback {}

    record UsedBefore() implements Callback {}

    record UnknownAccount() implements Callback {}

    record Failed(String reason) implements Callback {}
  }

  /**
   * What a person confirms.
   *
   * @param m1AccountId M1's own number; empty where the M1 account has no contact that tells it
   */
  public record Waiting(Account account, Optional<String> m1AccountId, boolean newIncarnation) {
    /** Whether it is a different M1 account than before, without having been declared so. */
    public boolean isRefused() {
      return !newIncarnation
          && account.m1AccountId().isPresent()
          && m1AccountId.isPresent()
          && !account.m1AccountId().equals(m1AccountId);
    }
  }

  private record Pending(Grant.Granted granted, Optional<String> m1AccountId, Instant at) {}
}
