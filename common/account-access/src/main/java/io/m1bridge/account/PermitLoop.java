package io.m1bridge.account;

import io.m1bridge.account.TokenServiceApi.PermitsOutcome;
import io.m1bridge.contracts.token.PermitsRequest;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks token-service for what the pool wants: at most one request per {@link #INTERVAL}, at once if
 * the last one is longer ago, none while nothing is wanted. While token-service is away the pause
 * grows, with jitter, and the log says so once.
 */
final class PermitLoop {

  static final Duration INTERVAL = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  private static final Backoff BACKOFF = new Backoff(INTERVAL, LONGEST_PAUSE);

  private static final Logger LOG = LoggerFactory.getLogger(PermitLoop.class);

  private final PermitPool pool;
  private final TokenServiceApi api;
  private final ScheduledExecutorService executor;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;

  private boolean scheduled;
  private boolean inFlight;
  private long earliest;
  private int failures;
  private @Nullable String awayBecause;

  PermitLoop(
      PermitPool pool,
      TokenServiceApi api,
      ScheduledExecutorService executor,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.pool = pool;
    this.api = api;
    this.executor = executor;
    this.nanoTime = nanoTime;
    this.random = random;
    this.earliest = nanoTime.getAsLong();
  }

  /** Looks at the pool every second from now on: unused permits must go back without a wish. */
  void start() {
    executor.scheduleWithFixedDelay(
        this::wake, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Something changed in the pool. Cheap, never blocks. */
  synchronized void wake() {
    if (!scheduled && !inFlight && !executor.isShutdown()) {
      scheduled = true;
      long wait = Math.max(0, earliest - nanoTime.getAsLong());
      executor.schedule(this::run, wait, TimeUnit.NANOSECONDS);
    }
  }

  private void run() {
    long sentAt;
    PermitsRequest request;
    synchronized (this) {
      scheduled = false;
      sentAt = nanoTime.getAsLong();
      Optional<PermitsRequest> next = pool.nextRequest();
      if (next.isEmpty()) {
        return;
      }
      request = next.get();
      earliest = sentAt + INTERVAL.toNanos();
      inFlight = true;
    }
    ask(request)
        .whenComplete(
            (outcome, bug) -> {
              if (bug != null) {
                LOG.error("Asking for permits failed for a reason that is a bug", bug);
              }
              done(
                  request,
                  sentAt,
                  outcome == null ? new PermitsOutcome.Away("the request failed") : outcome);
            });
  }

  /** A bug there must not end the asking for ever. */
  private CompletionStage<PermitsOutcome> ask(PermitsRequest request) {
    try {
      return api.permits(request);
    } catch (RuntimeException bug) {
      return CompletableFuture.failedFuture(bug);
    }
  }

  private synchronized void done(PermitsRequest request, long sentAt, PermitsOutcome end) {
    inFlight = false;
    PermitsOutcome outcome = end;
    if (end instanceof PermitsOutcome.Answered answered) {
      try {
        pool.accept(answered.answer(), sentAt);
      } catch (IllegalArgumentException e) {
        outcome = new PermitsOutcome.Away("its answer cannot be understood");
      }
    }
    if (outcome instanceof PermitsOutcome.Answered) {
      if (awayBecause != null) {
        LOG.info("token-service answers again");
      }
      awayBecause = null;
      failures = 0;
    } else if (outcome instanceof PermitsOutcome.Away away) {
      pool.failed(request);
      if (!away.reason().equals(awayBecause)) {
        LogLine.warn(LOG)
            .with(LogKey.REASON, away.reason())
            .say("No permits, so no calls to M1 for now");
      }
      awayBecause = away.reason();
      failures++;
      earliest = nanoTime.getAsLong() + BACKOFF.after(failures, random).toNanos();
    }
    if (pool.hasNews()) {
      wake();
    }
  }
}
