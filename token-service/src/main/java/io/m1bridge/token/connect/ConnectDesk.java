package io.m1bridge.token.connect;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
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
import io.m1bridge.token.log.AccountLog;
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
import java.util.function.Function;
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

  private static final Duration PERMIT_PAUSE = Duration.ofMillis(200);

  private static final Duration YOUNG_TOKEN_PAUSE = Duration.ofSeconds(2);
  private static final int YOUNG_TOKEN_TRIES = 6;

  private final AccountLog log;
  private final Function<AccountId, Optional<Tenure>> tenures;
  private final OAuth2Port oauth;
  private final M1Port m1;
  private final PermitDesk permits;
  private final AccountOps accounts;
  private final Clock clock;
  private final Pause pause;
  private final Map<String, Pending> pending = new ConcurrentHashMap<>();
  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  /** Lets time pass. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration length) throws InterruptedException;
  }

  /**
   * @param tenures this replica's ownership of an account, empty where it has none
   */
  public ConnectDesk(
      AccountLog log,
      Function<AccountId, Optional<Tenure>> tenures,
      OAuth2Port oauth,
      M1Port m1,
      PermitDesk permits,
      AccountOps accounts,
      Clock clock,
      Pause pause) {
    this.log = log;
    this.tenures = tenures;
    this.oauth = oauth;
    this.m1 = m1;
    this.permits = permits;
    this.accounts = accounts;
    this.clock = clock;
    this.pause = pause;
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
          new Pending(granted, m1AccountId(account.get(), granted.accessToken()), clock.instant()));
      return new Callback.Confirm();
    }
    LOG.warn("Connecting account {} failed, it stays as it was: {}", flow.account(), reason(grant));
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
        LOG.error("Exchanging the code of account {} ended by a bug", account.id(), e);
        return new Grant.Unknown("the call broke");
      }
      if (!(grant instanceof Grant.Denied denied && denied.isAboutClient())) {
        return grant;
      }
    }
    return grant;
  }

  /**
   * M1's own number of the account stands in its contacts; empty where there is none. M1's API may
   * not know the token yet, so a refusal is asked again for some seconds.
   */
  private Optional<String> m1AccountId(Account account, AccessToken token) {
    for (int tries = 1; tries <= YOUNG_TOKEN_TRIES && permitted(account); tries++) {
      M1Outcome<M1Answers.Page<Contact>> outcome = firstContact(account, token);
      if (outcome instanceof M1Outcome.Accepted<M1Answers.Page<Contact>> accepted) {
        return accepted.value().rows().stream().findFirst().flatMap(Contact::accountId);
      }
      if (!(outcome instanceof M1Outcome.Unauthorized) || !paused(YOUNG_TOKEN_PAUSE)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private M1Outcome<M1Answers.Page<Contact>> firstContact(Account account, AccessToken token) {
    try {
      return m1.send(account.id(), token, new M1Call.ListContacts(List.of(), 1, 1))
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      // The tokens are there: losing them to a bug of the check would cost the consent as well.
      LOG.error("Reading M1's number of account {} ended by a bug", account.id(), e);
      return new M1Outcome.Unknown<>("a bug");
    }
  }

  private boolean paused(Duration length) {
    try {
      pause.of(length);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean permitted(Account account) {
    Instant until = clock.instant().plus(PERMIT_WAIT);
    while (clock.instant().isBefore(until)) {
      PermitOutcome outcome =
          tenures
              .apply(account.id())
              .map(tenure -> permits.request(asking(account, tenure), 1))
              .orElseGet(PermitOutcome.Moved::new);
      if (outcome instanceof PermitOutcome.Granted) {
        return true;
      }
      if (outcome instanceof PermitOutcome.Paused || outcome instanceof PermitOutcome.Moved) {
        return false;
      }
      if (!paused(PERMIT_PAUSE)) {
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
    pending.values().removeIf(p -> !p.at().isAfter(oldest));
    used.values().removeIf(at -> !at.isAfter(oldest));
  }

  /** How a callback ended. Whatever it is but {@link Confirm}: the account is as it was. */
  public sealed interface Callback {

    /** The tokens wait for a person's confirmation. */
    record Confirm() implements Callback {}

    record UsedBefore() implements Callback {}

    /** Nobody declared the account, or it was removed meanwhile. */
    record AccountGone() implements Callback {}

    /**
     * M1 said no.
     *
     * @param error M1's own word, shortened
     */
    record CodeRefused(String error) implements Callback {}

    /** The code never left, or met a gateway: the same callback may come again. */
    record NotReached() implements Callback {}

    /** M1 may have spent the code, and its answer is lost. */
    record Unclear() implements Callback {}
  }

  /** What a person gets to see before confirming. */
  public sealed interface Review {

    /** Confirmed before, too old, or lost by a restart. */
    record Nothing() implements Review {}

    record AccountGone() implements Review {}

    /**
     * What a person confirms.
     *
     * @param m1AccountId M1's own number; empty where the M1 account has no contact that tells it
     * @param newIncarnation a person said that a different M1 account is meant
     * @param replaced the account of a connect that was under way in this browser before, and ended
     *     with this one
     */
    record Waiting(
        Account account,
        Optional<String> m1AccountId,
        boolean newIncarnation,
        Optional<AccountId> replaced)
        implements Review {

      /** Whether it is a different M1 account than before, without having been declared so. */
      public boolean isRefused() {
        return !newIncarnation
            && account.m1AccountId().isPresent()
            && m1AccountId.isPresent()
            && !isSame();
      }

      /** Whether it is provably the same M1 account as before. */
      public boolean isSame() {
        return m1AccountId.isPresent() && account.m1AccountId().equals(m1AccountId);
      }
    }
  }

  private record Pending(Grant.Granted granted, Optional<String> m1AccountId, Instant at) {}
}
