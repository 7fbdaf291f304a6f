package io.m1bridge.edm.poll;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.account.Permit;
import io.m1bridge.account.PermittedM1;
import io.m1bridge.account.Token;
import io.m1bridge.account.TokenOutcome;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Port;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One read of M1: token, a last look at the permit, the call. Runs on no particular thread. */
final class M1Reader {

  private static final Logger LOG = LoggerFactory.getLogger(M1Reader.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(15);

  private final AccountAccess access;
  private final PermittedM1 m1;
  private final Clock clock;

  M1Reader(AccountAccess access, M1Port m1, Clock clock) {
    this.access = access;
    this.m1 = new PermittedM1(m1);
    this.clock = clock;
  }

  /**
   * Makes the call if it may be made.
   *
   * @param incarnation the account's, as the caller's ledger knows it: the rows of another one must
   *     not get into it
   */
  <T> CompletionStage<ReadOutcome<T>> read(Permit permit, int incarnation, M1Call<T> call) {
    try {
      return access
          .token(permit.account())
          .thenCompose(outcome -> withToken(outcome, permit, incarnation, call))
          .exceptionally(e -> broken(permit, call, e));
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(broken(permit, call, e));
    }
  }

  /** M1's failures are values: an exception is a bug of ours. It may quote what it broke on. */
  private <T> ReadOutcome<T> broken(Permit permit, M1Call<T> call, Throwable e) {
    Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    String name = cause.getClass().getName();
    LogLine.error(LOG)
        .with(LogKey.ACCOUNT_ID, permit.account())
        .with(LogKey.CALL, call.name())
        .with(LogKey.FAILURE, name)
        .with(
            LogKey.DETAIL,
            Stream.of(cause.getStackTrace()).findFirst().map(Object::toString).orElse(""))
        .say("A read of M1 threw, please report it");
    access.giveBack(permit);
    return new ReadOutcome.Broken<>(new Failure("Internal error: " + name, false, LATER));
  }

  private <T> CompletionStage<ReadOutcome<T>> withToken(
      TokenOutcome outcome, Permit permit, int incarnation, M1Call<T> call) {
    if (outcome instanceof TokenOutcome.Available available) {
      Token token = available.token();
      if (token.incarnation() != incarnation) {
        return notMade(permit, "the account is being connected anew", SOON);
      }
      Instant askedAt = clock.instant();
      return m1.send(permit, token, call)
          .map(
              stage ->
                  stage.<ReadOutcome<T>>thenApply(
                      answer -> new ReadOutcome.Made<>(answer, token, askedAt)))
          .orElseGet(() -> notMade(permit, "the permit expired", Duration.ZERO));
    }
    if (outcome instanceof TokenOutcome.NotAuthorized notAuthorized) {
      return notMade(permit, notAuthorized.reason(), LATER);
    }
    TokenOutcome.Unavailable unavailable = (TokenOutcome.Unavailable) outcome;
    return notMade(permit, unavailable.reason(), unavailable.retryAfter());
  }

  private <T> CompletionStage<ReadOutcome<T>> notMade(
      Permit permit, String reason, Duration retryAfter) {
    access.giveBack(permit);
    return CompletableFuture.completedFuture(new ReadOutcome.NotMade<>(reason, retryAfter));
  }
}
