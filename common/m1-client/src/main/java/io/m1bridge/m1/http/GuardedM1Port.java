package io.m1bridge.m1.http;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.wire.Endpoint;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker per account and kind of call, so that an M1 that is down, or down for one
 * account, costs neither permits nor waiting; and a time-out as the last resort, should the inner
 * port break its promise to end by itself. It repeats nothing.
 *
 * <p>Only {@link M1Outcome.Unavailable} and {@link M1Outcome.Unknown} count against M1: a refusal
 * is an answer. So is E10001 to a read, which M1 may say of one campaign as long as it likes: a
 * breaker opened by it would keep the reads of all others back.
 *
 * <p>Why: {@code docs/rationale.md#failures-are-values-the-breaker-counts-exceptions}.
 */
final class GuardedM1Port implements M1Port {

  private final M1Port inner;
  private final GuardSettings settings;
  private final Map<Key, TypedGuard<CompletionStage<M1Outcome<?>>>> guards =
      new ConcurrentHashMap<>();

  GuardedM1Port(M1Port inner, GuardSettings settings) {
    this.inner = inner;
    this.settings = settings;
  }

  /**
   * @param timeout longer than the inner port's own
   * @param window calls that the breaker looks back on
   * @param failureRatio 0 to 1
   * @param delay how long the breaker stays open
   */
  record GuardSettings(Duration timeout, int window, double failureRatio, Duration delay) {}

  private record Key(AccountId account, Endpoint.Kind kind) {}

  @Override
  public <T> CompletionStage<M1Outcome<T>> send(
      AccountId account, AccessToken token, M1Call<T> call) {
    Endpoint.Kind kind = Endpoint.of(call).kind();
    return guards
        .computeIfAbsent(new Key(account, kind), key -> newGuard())
        .get(() -> inner.send(account, token, call).thenApply(end -> throwIfBad(end, kind)))
        .handle((outcome, failure) -> unwrap(call, outcome, failure));
  }

  private TypedGuard<CompletionStage<M1Outcome<?>>> newGuard() {
    return TypedGuard.create(new TypeLiteral<CompletionStage<M1Outcome<?>>>() {})
        .withDescription("m1")
        .withTimeout()
        .duration(settings.timeout().toMillis(), ChronoUnit.MILLIS)
        .done()
        .withCircuitBreaker()
        .requestVolumeThreshold(settings.window())
        .failureRatio(settings.failureRatio())
        .delay(settings.delay().toMillis(), ChronoUnit.MILLIS)
        .done()
        .build();
  }

  /** The breaker counts exceptions, M1's failures are values. */
  private static M1Outcome<?> throwIfBad(M1Outcome<?> outcome, Endpoint.Kind kind) {
    boolean bad =
        outcome instanceof M1Outcome.Unavailable<?> unavailable
            ? kind == Endpoint.Kind.WRITE || !unavailable.isServerError()
            : outcome instanceof M1Outcome.Unknown;
    if (bad) {
      throw new Bad(outcome);
    }
    return outcome;
  }

  @SuppressWarnings("unchecked") // the guard hands out what this call put into it
  private <T> M1Outcome<T> unwrap(
      M1Call<T> call, @Nullable M1Outcome<?> outcome, @Nullable Throwable failure) {
    if (outcome != null) {
      return (M1Outcome<T>) outcome;
    }
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof Bad bad) {
      return (M1Outcome<T>) bad.outcome;
    }
    if (cause instanceof CircuitBreakerOpenException) {
      return new M1Outcome.Unavailable<>(M1Outcome.Unavailable.CIRCUIT_OPEN, settings.delay());
    }
    if (cause instanceof TimeoutException) {
      return FailureReader.notUnderstood(call, "time-out");
    }
    throw new CompletionException(cause);
  }

  /** Carries an outcome past the breaker. */
  private static final class Bad extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient M1Outcome<?> outcome;

    Bad(M1Outcome<?> outcome) {
      super("M1 unavailable or outcome unknown", null, false, false);
      this.outcome = outcome;
    }
  }
}
