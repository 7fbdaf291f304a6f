package io.m1bridge.edm.poll;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.account.Permit;
import io.m1bridge.account.Token;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one account, and what their failures mean for all its work: after trouble the whole
 * account waits, longer each time. All callbacks come on the owner's thread.
 */
final class AccountCalls {

  private static final Logger LOG = Logger.getLogger(AccountCalls.class);

  private final AccountId account;
  private final int incarnation;
  private final M1Reader reader;
  private final AccountAccess access;
  private final TaskCalls calls;
  private final Backoff backoff;
  private final Clock clock;
  private final PollMetrics metrics;
  private final Runnable onForbidden;

  private int inFlight;
  private int failures;
  private Instant pausedUntil = Instant.MIN;
  private @Nullable String problem;
  private boolean closed;

  AccountCalls(
      AccountId account,
      int incarnation,
      M1Reader reader,
      AccountAccess access,
      TaskCalls calls,
      Backoff backoff,
      Clock clock,
      PollMetrics metrics,
      Runnable onForbidden) {
    this.account = account;
    this.incarnation = incarnation;
    this.reader = reader;
    this.access = access;
    this.calls = calls;
    this.backoff = backoff;
    this.clock = clock;
    this.metrics = metrics;
    this.onForbidden = onForbidden;
  }

  int inFlight() {
    return inFlight;
  }

  boolean paused() {
    return clock.instant().isBefore(pausedUntil);
  }

  /** Why the last call was not answered; null if it was. */
  @Nullable String problem() {
    return problem;
  }

  /** From now on answers are dropped: the account belongs to someone else, or is another one. */
  void close() {
    closed = true;
  }

  /**
   * Reads from M1.
   *
   * @param onValue gets the answer and when it was asked for
   * @param onRefused M1 said no to this very call, for good; gets a phrase for a person
   * @param onTrouble not answered: the same call is to be made again; the account waits meanwhile
   */
  <T> void make(
      Permit permit,
      M1Call<T> call,
      BiConsumer<T, Instant> onValue,
      Consumer<String> onRefused,
      Runnable onTrouble) {
    inFlight++;
    calls.await(
        reader.read(permit, incarnation, call),
        outcome -> {
          inFlight--;
          if (closed) {
            return;
          }
          if (outcome instanceof ReadOutcome.Made<T> made) {
            answered(call, made, onValue, onRefused, onTrouble);
          } else if (outcome instanceof ReadOutcome.NotMade<T> notMade) {
            metrics.call(account, call.name(), "not-made");
            problem = notMade.reason();
            pause(notMade.retryAfter());
            onTrouble.run();
          }
        });
  }

  private <T> void answered(
      M1Call<T> call,
      ReadOutcome.Made<T> made,
      BiConsumer<T, Instant> onValue,
      Consumer<String> onRefused,
      Runnable onTrouble) {
    M1Outcome<T> outcome = made.outcome();
    if (outcome instanceof M1Outcome.Accepted<T> accepted) {
      metrics.call(account, call.name(), "accepted");
      failures = 0;
      problem = null;
      onValue.accept(accepted.value(), made.askedAt());
    } else if (outcome instanceof M1Outcome.Refused<T> refused) {
      metrics.call(account, call.name(), "refused");
      onRefused.accept("M1 refused it: " + refused.code());
    } else if (outcome instanceof M1Outcome.ContactLimit<T> limit) {
      // Not for reads, as far as M1's page tells; an answer all the same.
      metrics.call(account, call.name(), "refused");
      onRefused.accept("M1 refused it: " + limit.code());
    } else {
      trouble(call, made.token(), outcome);
      onTrouble.run();
    }
  }

  private <T> void trouble(M1Call<T> call, Token token, M1Outcome<T> outcome) {
    failures++;
    String word;
    Duration atLeast = Duration.ZERO;
    if (outcome instanceof M1Outcome.Unauthorized<T>) {
      word = "unauthorized";
      access.reportInvalid(account, token);
    } else if (outcome instanceof M1Outcome.Throttled<T> throttled) {
      word = "throttled";
      atLeast = throttled.retryAfter().orElse(Duration.ZERO);
      access.reportThrottled(account);
    } else if (outcome instanceof M1Outcome.Forbidden<T>) {
      word = "forbidden";
      access.reportNoPermission(account, token);
      onForbidden.run();
    } else if (outcome instanceof M1Outcome.Unavailable<T> unavailable) {
      word = "unavailable";
      atLeast = unavailable.retryAfter();
    } else if (outcome instanceof M1Outcome.Unexplained<T>) {
      word = "unexplained";
    } else {
      word = "unknown";
    }
    metrics.call(account, call.name(), word);
    problem = "M1 answered: " + word;
    Duration wait = backoff.after(failures);
    pause(wait.compareTo(atLeast) > 0 ? wait : atLeast);
    LOG.warnf(
        "A call failed, the account waits: accountId=%s call=%s outcome=%s failures=%d waitMs=%d%s",
        account,
        call.name(),
        word,
        failures,
        wait.toMillis(),
        outcome instanceof M1Outcome.Forbidden<T> ? " m1Code=" + M1Code.NO_PERMISSION : "");
  }

  private void pause(Duration wait) {
    Instant until = clock.instant().plus(wait);
    if (until.isAfter(pausedUntil)) {
      pausedUntil = until;
    }
  }
}
