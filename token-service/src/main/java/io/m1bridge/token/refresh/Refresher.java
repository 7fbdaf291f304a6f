package io.m1bridge.token.refresh;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.token.brake.SharedBrake;
import io.m1bridge.token.log.AccountLog;
import io.m1bridge.token.log.Change;
import io.m1bridge.token.log.Decision;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState.Refreshing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
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

  /** Those whose token ends first, and those that have none that works before them. */
  private static final Comparator<Account> MOST_URGENT_FIRST = Comparator.comparing(Due::end);

  private final AccountLog log;
  private final RefreshPosts posts;
  private final RefreshSettings settings;
  private final Duration answerWithin;
  private final Due due;
  private final Pacing pacing;
  private final Settlement settlement;
  private final Executor executor;
  private final Times times;
  private final RefreshObserver observer;
  private final UnderWay underWay;
  private final Map<AccountId, Long> wanted = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  /** What reads time or chance. {@code nanoTime} is monotonic. */
  public record Times(Clock clock, LongSupplier nanoTime, RandomGenerator random) {}

  /**
   * @param answerWithin after which a POST is surely over, counted from its intent
   * @param brake over all replicas
   * @param executor begins refreshes
   * @param answers stores what they bring: threads of its own, for an answer in memory must not
   *     wait until other refreshes have begun
   */
  public Refresher(
      AccountLog log,
      OAuth2Port oauth,
      RefreshSettings settings,
      Duration answerWithin,
      HandOver handOver,
      SharedBrake brake,
      Executor executor,
      ScheduledExecutorService answers,
      Times times,
      RefreshObserver observer) {
    this.log = log;
    this.settings = settings;
    this.answerWithin = answerWithin;
    RefreshSchedule schedule = new RefreshSchedule(settings, times.random());
    Silence silence = new Silence(log, times.clock());
    this.due = new Due(schedule, settings.unknownOutcome(), silence);
    this.pacing = new Pacing(schedule, settings.unknownOutcome(), brake, silence, times.clock());
    this.settlement = new Settlement(log, handOver, answers, times.clock());
    this.posts = new RefreshPosts(oauth, times.clock());
    this.underWay = new UnderWay(times.nanoTime());
    this.executor = executor;
    this.times = times;
    this.observer = observer;
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
    look(id);
  }

  /** Whether a refresh is under way. */
  public boolean isBusy() {
    return underWay.isBusy();
  }

  /**
   * Waits until no refresh is under way.
   *
   * @return false if the time was over first
   */
  public boolean awaitIdle(Duration most) throws InterruptedException {
    return underWay.awaitIdle(most);
  }

  /**
   * Whether M1's token endpoint gives no answer of its own, so that refreshes stand still but for a
   * probe a minute.
   */
  public boolean isBraked() {
    return pacing.isBraked();
  }

  /** Looks at every account that is ours; call it about once a second, also after a stop. */
  public void tick() {
    look(log.accounts());
  }

  /** Looks at one account now: its token was reported, and callers wait for a newer one. */
  public void look(AccountId id) {
    look(log.account(id).stream().toList());
  }

  private void look(List<Account> accounts) {
    if (stopped) {
      // The brake still hears how those end that are under way.
      pacing.begin(List.of());
      return;
    }
    List<Account> toAsk = new ArrayList<>();
    for (Account account : accounts) {
      if (log.mayGrant(account.id())) {
        switch (step(account)) {
          case NOTHING -> {}
          case RECORD -> record(account.id());
          case POST -> toAsk.add(account);
        }
      }
    }
    toAsk.sort(MOST_URGENT_FIRST);
    pacing.begin(toAsk.stream().map(Account::id).toList()).forEach(this::ask);
  }

  private Due.Step step(Account account) {
    return pacing.waits(account)
        ? Due.Step.NOTHING
        : due.step(account, isWanted(account), times.clock().instant());
  }

  private boolean isWanted(Account account) {
    return account.state().lastGeneration() == wanted.getOrDefault(account.id(), 0L);
  }

  private void ask(AccountId id) {
    if (underWay.begin(id)) {
      executor.execute(() -> guarded(id));
    } else {
      pacing.ended(id);
    }
  }

  private void record(AccountId id) {
    if (underWay.begin(id)) {
      executor.execute(() -> guarded(id));
    }
  }

  private void ended(AccountId id) {
    pacing.ended(id);
    underWay.end(id);
  }

  private void guarded(AccountId id) {
    boolean posted = false;
    try {
      posted = !stopped && step(id);
    } catch (NotOwner e) {
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .with(LogKey.REASON, e.getMessage())
          .say("Not refreshed here");
    } catch (LogUnavailable e) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .with(LogKey.REASON, e.getMessage())
          .say("Not refreshed now");
      log.account(id).ifPresent(pacing::failed);
    } catch (RuntimeException | StackOverflowError | LinkageError bug) {
      LogLine.error(LOG).with(LogKey.ACCOUNT_ID, id).because(bug).say("Refreshing failed by a bug");
      log.account(id).ifPresent(pacing::failed);
    } finally {
      if (!posted) {
        ended(id);
      }
    }
  }

  /** Returns whether an intent stands whose end will be settled. */
  private boolean step(AccountId id) throws NotOwner, LogUnavailable {
    Optional<Begun> begun =
        log.decide(
            id,
            current -> current.map(this::begin).orElseGet(() -> Decision.keep(Optional.empty())));
    begun.ifPresent(this::send);
    return begun.isPresent();
  }

  private void send(Begun begun) {
    Refreshing intent = begun.intent();
    if (times.clock().instant().isBefore(intent.sendBefore())) {
      posts
          .post(begun.account(), intent)
          .thenAccept(
              end -> {
                pacing.answered(begun.account(), intent, end);
                settle(
                    begun.account(), intent, RefreshEnd.of(intent, end, times.clock().instant()));
              });
    } else {
      pacing.failed(begun.account());
      settle(
          begun.account(),
          intent,
          new RefreshEnd.NotDone(intent.sendBefore(), "storing the intent took too long"));
    }
  }

  /**
   * An intent that this replica itself has just committed: never one that it merely found.
   *
   * @param account as it stood before
   */
  private record Begun(Account account, Refreshing intent) {}

  private Decision<Optional<Begun>> begin(Account account) {
    Instant now = times.clock().instant();
    return switch (due.step(account, isWanted(account), now)) {
      case NOTHING -> Decision.keep(Optional.empty());
      case RECORD -> new Decision<>(record(account, now), Optional.empty());
      case POST -> {
        Refreshing intent =
            Due.intent(account.state(), now.plus(settings.sendWithin()), now.plus(answerWithin));
        yield new Decision<>(
            new Change.Put(account.in(intent, now), List.of()),
            Optional.of(new Begun(account, intent)));
      }
    };
  }

  private Change record(Account account, Instant now) {
    if (account.state() instanceof Refreshing old) {
      observer.ended("ambiguous");
      return new RefreshEnd.Unknown(
              old.sendBefore(),
              "token-service stopped between asking for new tokens and storing them")
          .change(account, BY, now);
    }
    observer.ended("needs-authorization");
    return Due.over(account, BY, now);
  }

  private void settle(Account account, Refreshing intent, RefreshEnd end) {
    long arrived = times.nanoTime().getAsLong();
    settlement.settle(
        account.id(),
        intent,
        end,
        stored -> {
          if (!(end instanceof RefreshEnd.NotDone)) {
            wanted.remove(account.id(), intent.tokens().generation());
          }
          if (stored) {
            observer.ended(end.word());
          }
          if (stored && end instanceof RefreshEnd.Renewed) {
            observer.stored(Duration.ofNanos(times.nanoTime().getAsLong() - arrived));
          }
          ended(account.id());
        });
  }
}
