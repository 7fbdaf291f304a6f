package io.m1bridge.contactsync.errand.web;

import io.m1bridge.contactsync.errand.Errand;
import io.m1bridge.contactsync.errand.Errands;
import io.m1bridge.contactsync.errand.Reply;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.ui.problem.Problem;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the task that owns the account, and waits on the thread of who asks. */
final class WaitingAsker implements Asker {

  private final Errands errands;
  private final Duration longest;

  /**
   * @param callTimeout how long one call may take
   */
  WaitingAsker(Errands errands, Duration callTimeout) {
    this.errands = errands;
    // Beside the call itself there are the token, the commit of what is on record, and ticks.
    this.longest = Errands.PATIENCE.plus(callTimeout).plusSeconds(20);
  }

  @Override
  public Duration longest() {
    return longest;
  }

  @Override
  public Reply ask(AccountId account, M1Call<?> call, String by) {
    Errand errand =
        errands
            .ask(account, call, by)
            .orElseThrow(
                () ->
                    Problem.of(429, AtM1.MANY_ASK, "Others ask M1 for this account just now")
                        .withAdvice("Ask again in a few seconds")
                        .toException());
    try {
      return errand.reply().get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Its task went elsewhere: whether the call was begun there nobody can tell any more.
      throw Refusals.UNKNOWN.toException();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A reply is completed with what became of the call", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusals.UNKNOWN.toException();
    } finally {
      errands.remove(errand);
    }
  }
}
