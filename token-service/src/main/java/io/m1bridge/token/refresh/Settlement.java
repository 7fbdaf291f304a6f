package io.m1bridge.token.refresh;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.AccountLog;
import io.m1bridge.token.log.Change;
import io.m1bridge.token.log.Decision;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.state.AccountState.Refreshing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores how a POST ended: here, or at the new owner if ownership moved meanwhile. New tokens exist
 * nowhere else, so it goes on until they are stored.
 *
 * <p>Why: {@code docs/rationale.md#one-refusal-of-a-refresh-token-proves-nothing}.
 */
final class Settlement {

  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
  private static final String BY = "token-service";
  private static final long RETRY_MILLIS = 200;

  /** How long a former owner looks for someone who takes new tokens. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final AccountLog log;
  private final HandOver handOver;
  private final ScheduledExecutorService executor;
  private final Clock clock;

  Settlement(AccountLog log, HandOver handOver, ScheduledExecutorService executor, Clock clock) {
    this.log = log;
    this.handOver = handOver;
    this.executor = executor;
    this.clock = clock;
  }

  /** Told once, when there is nothing more to do. */
  interface Listener {
    /**
     * @param stored whether the record was written here
     */
    void settled(boolean stored);
  }

  /** Begins at once, on the executor. */
  void settle(AccountId id, Refreshing intent, RefreshEnd end, Listener listener) {
    submit(id, end, listener, () -> attempt(id, intent, end, listener), 0);
  }

  private void attempt(AccountId id, Refreshing intent, RefreshEnd end, Listener listener) {
    try {
      boolean stored =
          log.finish(
              id,
              current -> {
                Change change =
                    current
                        .map(account -> end.change(account, BY, clock.instant()))
                        .orElseGet(Change.Keep::new);
                return new Decision<>(change, change instanceof Change.Put);
              });
      listener.settled(stored);
    } catch (LogUnavailable e) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .with(LogKey.REASON, e.getMessage())
          .say("The answer is not stored yet");
      again(id, intent, end, listener);
    } catch (NotOwner e) {
      moved(id, intent, end, listener);
    } catch (RuntimeException | StackOverflowError | LinkageError bug) {
      LogLine.error(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .because(bug)
          .say("Storing the answer failed by a bug");
      again(id, intent, end, listener);
    }
  }

  private void moved(AccountId id, Refreshing intent, RefreshEnd end, Listener listener) {
    Instant giveUp =
        end instanceof RefreshEnd.Renewed
            ? intent.answerBefore().plus(PATIENCE)
            : intent.answerBefore();
    if (end instanceof RefreshEnd.Unknown) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .say("The account moved while it was refreshed; its new owner decides");
      listener.settled(false);
    } else if (handOver.deliver(id, end)) {
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .say("The account moved while it was refreshed; its new owner knows the answer");
      listener.settled(false);
    } else if (clock.instant().isBefore(giveUp)) {
      again(id, intent, end, listener);
    } else {
      lost(id, end, listener);
    }
  }

  private void again(AccountId id, Refreshing intent, RefreshEnd end, Listener listener) {
    submit(id, end, listener, () -> attempt(id, intent, end, listener), RETRY_MILLIS);
  }

  private void submit(
      AccountId id, RefreshEnd end, Listener listener, Runnable task, long delayMillis) {
    try {
      executor.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopping) {
      lost(id, end, listener);
    }
  }

  private static void lost(AccountId id, RefreshEnd end, Listener listener) {
    if (end instanceof RefreshEnd.Renewed) {
      LogLine.error(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .say("New tokens could not be stored anywhere: connect the account again");
    } else {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .with(LogKey.REASON, end.detail())
          .say("How a refresh ended could not be stored");
    }
    listener.settled(false);
  }
}
