package io.m1bridge.token.refresh;

import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.contracts.AccountEvent.What;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.m1.OAuth2Port.Grant;
import io.m1bridge.token.log.AccountLog;
import io.m1bridge.token.log.Change;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.AccountState.Ambiguous;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.Refreshing;
import io.m1bridge.token.state.TokenSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes the tokens of the accounts that this replica owns. A refresh token works once, so: the
 * intent is committed first, its deadline is checked right before the POST, the POST is made once,
 * the answer is committed, and only then used. An intent whose maker is gone is left alone until
 * its deadline; then the outcome is unknown, which is a policy's business.
 */
public final class Refresher {

  private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);
  private static final String BY = "token-service";
  private static final long COMMIT_RETRY_MILLIS = 200;

  private final AccountLog log;
  private final OAuth2Port oauth;
  private final RefreshSettings settings;
  private final RefreshLadder ladder;
  private final HandOver handOver;
  private final ScheduledExecutorService executor;
  private final Clock clock;
  private final Consumer<String> outcomes;
  private final Set<AccountId> underWay = ConcurrentHashMap.newKeySet();
  private final Map<AccountId, Long> wanted = new ConcurrentHashMap<>();
  private volatile boolean stopped;
  private final Map<AccountId, Failures> failures = new ConcurrentHashMap<>();

  /** Brings an answer to the account's new owner. */
  @FunctionalInterface
  public interface HandOver {
    /**
     * @return whether the new owner has committed it, or has something newer
     */
    boolean deliver(AccountId account, TokenSet next);
  }

  /**
   * @param outcomes told how each attempt ended: a constant word for metrics
   */
  public Refresher(
      AccountLog log,
      OAuth2Port oauth,
      RefreshSettings settings,
      RandomGenerator random,
      HandOver handOver,
      ScheduledExecutorService executor,
      Clock clock,
      Consumer<String> outcomes) {
    this.log = log;
    this.oauth = oauth;
    this.settings = settings;
    this.ladder = new RefreshLadder(settings, random);
    this.handOver = handOver;
    this.executor = executor;
    this.clock = clock;
    this.outcomes = outcomes;
  }

  /** Begins nothing more. What is under way goes on: an answer must still be stored. */
  public void stop() {
    stopped = true;
  }

  /**
   * Somebody needs a token that lives longer than the rest of this generation: it is refreshed
   * before half of its life, once. To be called at the owner.
   */
  public void refreshSoon(AccountId id, long generation) {
    wanted.put(id, generation);
  }

  /** Whether a refresh is under way. */
  public boolean isBusy() {
    return !underWay.isEmpty();
  }

  /** Looks at every account that is ours; call it about once a second. */
  public void tick() {
    if (stopped) {
      return;
    }
    for (Account account : log.accounts()) {
      if (log.mayGrant(account.id()) && isDue(account) && underWay.add(account.id())) {
        executor.execute(() -> guarded(account.id()));
      }
    }
  }

  private boolean isDue(Account account) {
    Instant now = clock.instant();
    Failures failed = failures.get(account.id());
    if (failed != null
        && failed.generation() == account.state().lastGeneration()
        && now.isBefore(failed.notBefore())) {
      return false;
    }
    if (account.state() instanceof Authorized authorized) {
      return isDue(account, authorized, now);
    }
    if (account.state() instanceof Refreshing refreshing) {
      return !now.isBefore(refreshing.answerBefore());
    }
    return account.state() instanceof Ambiguous ambiguous
        && !ambiguous.replayed()
        && settings.unknownOutcome() == RefreshSettings.UnknownOutcome.REPLAY_ONCE;
  }

  private void guarded(AccountId id) {
    boolean posted = false;
    try {
      posted = step(id);
    } catch (NotOwner e) {
      LOG.info("Account {} is not refreshed here: {}", id, e.getMessage());
    } catch (LogUnavailable e) {
      LOG.warn("Account {} is not refreshed now: {}", id, e.getMessage());
      failed(id, log.account(id).map(a -> a.state().lastGeneration()).orElse(0L));
    } finally {
      if (!posted) {
        underWay.remove(id);
      }
    }
  }

  /** Returns whether a POST is under way; its end then clears {@link #underWay}. */
  private boolean step(AccountId id) throws NotOwner, LogUnavailable {
    Begun begun = new Begun();
    log.update(
        id, current -> current.map(account -> begin(account, begun)).orElseGet(Change.Keep::new));
    Refreshing intent = begun.intent;
    if (intent == null) {
      return false;
    }
    if (!clock.instant().isBefore(intent.sendBefore())) {
      // The commit took too long: nothing was sent for it, so it is taken back.
      return takeBack(id, intent);
    }
    post(begun.account(), intent, 0);
    return true;
  }

  /** The intent that this replica itself has just committed: never one that it merely found. */
  private static final class Begun {
    private @Nullable Account account;
    private @Nullable Refreshing intent;

    Change with(Account before, Refreshing mine, Instant now) {
      account = before;
      intent = mine;
      return put(before, mine, now);
    }

    Account account() {
      return Objects.requireNonNull(account, "account");
    }
  }

  private Change begin(Account account, Begun begun) {
    Instant now = clock.instant();
    Instant sendBefore = now.plus(settings.sendWithin());
    Instant answerBefore = now.plus(settings.answerWithin());
    if (account.state() instanceof Authorized authorized && isDue(account, authorized, now)) {
      return begun.with(account, authorized.refreshing(sendBefore, answerBefore), now);
    }
    if (account.state() instanceof Refreshing old && !now.isBefore(old.answerBefore())) {
      outcomes.accept("ambiguous");
      String reason = "token-service stopped between asking for new tokens and storing them";
      return put(account, old.unknown(reason), now, What.AMBIGUOUS, reason);
    }
    if (account.state() instanceof Ambiguous ambiguous
        && !ambiguous.replayed()
        && settings.unknownOutcome() == RefreshSettings.UnknownOutcome.REPLAY_ONCE) {
      return begun.with(account, ambiguous.replaying(sendBefore, answerBefore), now);
    }
    return new Change.Keep();
  }

  private boolean takeBack(AccountId id, Refreshing intent) throws NotOwner, LogUnavailable {
    log.update(
        id,
        current ->
            current
                .filter(account -> account.state().equals(intent))
                .map(account -> put(account, intent.notDone(), clock.instant()))
                .orElseGet(Change.Keep::new));
    return false;
  }

  private void post(Account account, Refreshing intent, int secret) {
    OAuth2Port.Client client =
        new OAuth2Port.Client(
            account.registration().clientId(), account.registration().clientSecrets().get(secret));
    oauth
        .refresh(client, intent.tokens().refreshToken())
        .whenComplete(
            (grant, bug) -> {
              Grant end = grant == null ? new Grant.Unknown("the call broke") : grant;
              if (bug != null) {
                LOG.error("Refreshing account {} ended by a bug", account.id(), bug);
              }
              if (mayTryNextSecret(account, intent, end, secret)) {
                post(account, intent, secret + 1);
              } else {
                executor.execute(() -> settle(account.id(), intent, end));
              }
            });
  }

  /** A refused client means that the refresh token was not looked at: the next secret may fit. */
  private boolean mayTryNextSecret(Account account, Refreshing intent, Grant end, int secret) {
    return end instanceof Grant.Denied denied
        && denied.error().equals("invalid_client")
        && secret + 1 < account.registration().clientSecrets().size()
        && clock.instant().isBefore(intent.sendBefore());
  }

  /** Commits how the POST ended; new tokens until it succeeds, here or at the new owner. */
  private void settle(AccountId id, Refreshing intent, Grant end) {
    try {
      log.update(
          id,
          current ->
              current
                  .filter(account -> account.state().equals(intent))
                  .map(account -> outcome(account, intent, end))
                  .orElseGet(Change.Keep::new));
      underWay.remove(id);
    } catch (LogUnavailable e) {
      LOG.warn("The answer for account {} is not stored yet: {}", id, e.getMessage());
      executor.schedule(() -> settle(id, intent, end), COMMIT_RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (NotOwner e) {
      moved(id, intent, end);
    }
  }

  private void moved(AccountId id, Refreshing intent, Grant end) {
    boolean expired = clock.instant().isAfter(intent.answerBefore().plus(Duration.ofMinutes(10)));
    if (!(end instanceof Grant.Granted granted)) {
      underWay.remove(id);
      LOG.warn("Account {} moved while it was refreshed; its new owner decides", id);
    } else if (handOver.deliver(id, next(intent, granted))) {
      underWay.remove(id);
      LOG.info("Account {} moved while it was refreshed; its new owner has the tokens", id);
    } else if (expired) {
      underWay.remove(id);
      LOG.error("New tokens of account {} could not be stored anywhere: connect it again", id);
    } else {
      executor.schedule(() -> settle(id, intent, end), COMMIT_RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private Change outcome(Account account, Refreshing intent, Grant end) {
    Instant now = clock.instant();
    if (end instanceof Grant.Granted granted) {
      failures.remove(account.id());
      wanted.remove(account.id());
      outcomes.accept("refreshed");
      return put(account, intent.granted(next(intent, granted)), now, What.REFRESHED, "new tokens");
    }
    if (end instanceof Grant.Unknown unknown) {
      outcomes.accept("ambiguous");
      return put(account, intent.unknown(unknown.reason()), now, What.AMBIGUOUS, unknown.reason());
    }
    if (end instanceof Grant.Denied denied && denied.grantIsDead()) {
      outcomes.accept("needs-authorization");
      String reason = "M1 no longer accepts the grant (" + denied.error() + ")";
      return put(account, intent.dead(reason), now, What.NEEDS_AUTHORIZATION, reason);
    }
    failed(account.id(), intent.tokens().generation());
    outcomes.accept("failed");
    String reason =
        end instanceof Grant.Denied denied
            ? "M1 refused: " + denied.error()
            : "not sent: " + ((Grant.NotSent) end).reason();
    return put(account, intent.notDone(), now, What.REFRESH_FAILED, reason);
  }

  private TokenSet next(Refreshing intent, Grant.Granted granted) {
    TokenSet next = TokenSets.of(granted, intent.tokens().generation() + 1, clock.instant());
    return intent.tokens().reportedInvalid() ? next.asRepair() : next;
  }

  private void failed(AccountId id, long generation) {
    failures.compute(
        id,
        (k, old) -> {
          int count = old == null || old.generation() != generation ? 1 : old.count() + 1;
          return new Failures(generation, count, clock.instant().plus(ladder.pause(count)));
        });
  }

  private static Change put(Account account, AccountState next, Instant now) {
    return new Change.Put(account.in(next, now), List.of());
  }

  private static Change put(
      Account account, AccountState next, Instant now, What what, String detail) {
    return new Change.Put(
        account.in(next, now),
        List.of(
            new AccountEvent(account.id().value(), what, next.lastGeneration(), BY, detail, now)));
  }

  private boolean isDue(Account account, Authorized authorized, Instant now) {
    return !now.isBefore(ladder.due(authorized.tokens()))
        || authorized.tokens().generation() == wanted.getOrDefault(account.id(), 0L);
  }

  private record Failures(long generation, int count, Instant notBefore) {}
}
