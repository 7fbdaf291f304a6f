package io.m1bridge.contactsync.errand.web;

import io.m1bridge.account.Token;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.errand.Reply;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** M1 is asked at once, without a task between; replies can be scripted. */
final class FakeAsker implements Asker {

  static final AccountId ACCOUNT = new AccountId("demo");

  final FakeM1 m1 = new FakeM1();
  final Deque<Reply> next = new ArrayDeque<>();

  /** Which M1 account stands behind the id. */
  int incarnation = 1;

  @Override
  public Reply ask(AccountId account, M1Call<?> call, String by) {
    return next.isEmpty() ? made(outcome(account, call), incarnation) : next.remove();
  }

  private M1Outcome<?> outcome(AccountId account, M1Call<?> call) {
    return (M1Outcome<?>) m1.send(account, new AccessToken("t"), call).toCompletableFuture().join();
  }

  @Override
  public Duration longest() {
    return Duration.ZERO;
  }

  static Reply made(M1Outcome<?> outcome) {
    return made(outcome, 1);
  }

  private static Reply made(M1Outcome<?> outcome, int incarnation) {
    return new Reply.Ended(
        new CallEnd.Made(
            outcome, new Token(new AccessToken("t"), "print", Instant.MAX, incarnation)));
  }

  AtM1.Asking asking() {
    return new AtM1(this).of(ACCOUNT, "li");
  }
}
