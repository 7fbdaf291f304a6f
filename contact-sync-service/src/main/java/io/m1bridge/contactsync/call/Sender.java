package io.m1bridge.contactsync.call;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.account.Permit;
import io.m1bridge.account.PermittedM1;
import io.m1bridge.account.Token;
import io.m1bridge.account.TokenOutcome;
import io.m1bridge.contactsync.call.CallEnd.Made;
import io.m1bridge.contactsync.call.CallEnd.NotMade;
import io.m1bridge.contactsync.call.CallEnd.Reason;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Port;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes one call on one permit; asks for the token first, then looks at the permit a last time. */
public final class Sender {

  private static final Duration ASK_AGAIN = Duration.ofSeconds(10);

  private final AccountAccess access;
  private final PermittedM1 m1;

  public Sender(AccountAccess access, M1Port m1) {
    this.access = access;
    this.m1 = new PermittedM1(m1);
  }

  /**
   * Makes the call unless it may not be made any more; never blocks.
   *
   * @param incarnation of the account for which the call was planned: the token may be that of
   *     another one before the task is told
   */
  public CompletionStage<CallEnd> send(Permit permit, int incarnation, M1Call<?> call) {
    if (!permit.isLive()) {
      return done(new NotMade(Reason.PERMIT_EXPIRED, Duration.ZERO));
    }
    return access
        .token(permit.account())
        .thenCompose(
            outcome -> {
              if (outcome instanceof TokenOutcome.Available available
                  && available.token().incarnation() == incarnation) {
                return sendWith(available.token(), permit, call);
              }
              access.giveBack(permit);
              if (outcome instanceof TokenOutcome.Available) {
                return done(new NotMade(Reason.OTHER_INCARNATION, ASK_AGAIN));
              }
              return outcome instanceof TokenOutcome.Unavailable unavailable
                  ? done(new NotMade(Reason.NO_TOKEN, unavailable.retryAfter()))
                  : done(new NotMade(Reason.NOT_AUTHORIZED, ASK_AGAIN));
            });
  }

  private <T> CompletionStage<CallEnd> sendWith(Token token, Permit permit, M1Call<T> call) {
    try {
      return m1.send(permit, token, call)
          .map(stage -> stage.<CallEnd>thenApply(outcome -> new Made(outcome, token)))
          .orElseGet(() -> done(new NotMade(Reason.PERMIT_EXPIRED, Duration.ZERO)));
    } catch (RuntimeException e) {
      // The port answers by outcomes: what it throws is a bug met while the call was encoded.
      return done(new CallEnd.NotSent(e.getClass().getName()));
    }
  }

  private static CompletionStage<CallEnd> done(CallEnd end) {
    return CompletableFuture.completedFuture(end);
  }
}
