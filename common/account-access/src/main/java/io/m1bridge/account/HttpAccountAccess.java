package io.m1bridge.account;

import io.m1bridge.account.TokenServiceApi.PermitsOutcome;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link AccountAccess} over token-service: the pool, its loop and the token cache together. */
final class HttpAccountAccess implements AccountAccess, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpAccountAccess.class);

  private final TokenServiceApi api;
  private final PermitPool pool;
  private final PermitLoop loop;
  private final TokenCache tokens;
  private final NoPermissionReports noPermission;
  private final ScheduledExecutorService executor;

  /** What reads time or chance. {@code nanoTime} is monotonic. */
  record Times(Clock clock, LongSupplier nanoTime, RandomGenerator random) {}

  HttpAccountAccess(
      String instance,
      TokenServiceApi api,
      ScheduledExecutorService executor,
      Times times,
      Duration minValidity) {
    this.api = api;
    this.executor = executor;
    this.pool = new PermitPool(instance, times.nanoTime());
    this.loop = new PermitLoop(pool, api, executor, times.nanoTime(), times.random());
    loop.start();
    this.tokens = new TokenCache(api, times.clock(), minValidity);
    this.noPermission = new NoPermissionReports(api, executor);
  }

  @Override
  public Optional<Permit> tryAcquire(AccountId account, Permit.Purpose purpose, int demand) {
    Optional<Permit> permit = pool.tryAcquire(account, purpose, demand);
    if (permit.isEmpty() || demand > 1) {
      loop.wake();
    }
    return permit;
  }

  @Override
  public void giveBack(Permit permit) {
    pool.giveBack(permit);
  }

  @Override
  public CompletionStage<TokenOutcome> token(AccountId account) {
    return tokens.token(account);
  }

  @Override
  public boolean reportInvalid(AccountId account, Token token) {
    return tokens.reportInvalid(account, token);
  }

  @Override
  public CompletionStage<Boolean> reportNoPermission(AccountId account, Token token) {
    return tokens.heldBack(account, token)
        ? CompletableFuture.completedFuture(false)
        : noPermission.report(account, token.fingerprint());
  }

  @Override
  public void reportThrottled(AccountId account) {
    pool.throttled(account);
    loop.wake();
  }

  /** Stops asking and gives back what is unused, if token-service answers within a second. */
  @Override
  public void close() {
    executor.shutdownNow();
    pool.returnAll().ifPresent(request -> await(api.permits(request)));
  }

  private static void await(CompletionStage<PermitsOutcome> last) {
    try {
      last.toCompletableFuture().get(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("Unused permits could not be given back at the stop; they expire by themselves");
    }
  }
}
