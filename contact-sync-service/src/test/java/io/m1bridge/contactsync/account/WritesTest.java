package io.m1bridge.contactsync.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.account.Token;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.account.FakeAccountAccess;
import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Writes are judged by writes: reads that pass say nothing of them. */
class WritesTest {

  private static final Token TOKEN = new Token(new AccessToken("t"), "print", Instant.MAX, 1);
  private static final M1Outcome<?> DONE = new M1Outcome.Accepted<>("done");

  private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  // The random part of a pause is zero: half of the whole pause.
  private final AccountWork work =
      new AccountWork(
          new AccountId("demo"),
          new FakeAccountAccess(clock),
          new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1)),
          () -> 0L);

  private void read(M1Outcome<?> outcome) {
    work.dispatched();
    work.completed(new CallEnd.Made(outcome, TOKEN), clock.instant());
  }

  /** How long calls wait from now on. */
  private Duration pause() {
    return work.pausedUntil(clock.instant())
        .map(until -> Duration.between(clock.instant(), until))
        .orElse(Duration.ZERO);
  }

  @Test
  void shouldWaitLongerForWritesThatAreRefusedAlthoughReadsPass() {
    work.blockedBy(Optional.empty());
    M1Outcome<?> no = new M1Outcome.Unexplained<>(Optional.empty(), "no");
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      wrote(Intent.Kind.ADD, no);
      assertThat(pause()).isEqualTo(Duration.ofSeconds(seconds));
      clock.advance(pause());
      read(DONE);
      assertThat(work.trouble()).as("a read passed").isPresent();
    }
    assertThat(work.writes().acceptedSince(Intent.Kind.EDIT, Instant.EPOCH)).isFalse();
    assertThat(work.acceptedSince(Instant.EPOCH)).isTrue();

    wrote(Intent.Kind.DELETE, DONE);
    assertThat(work.trouble()).as("another kind").isPresent();
    wrote(Intent.Kind.MARK, DONE);
    assertThat(work.trouble()).isEmpty();
    wrote(Intent.Kind.ADD, no);
    assertThat(pause()).isEqualTo(Duration.ofSeconds(1));
    work.blamed(Intent.Kind.ADD);
    assertThat(work.trouble()).isEmpty();
  }

  private void wrote(Intent.Kind kind, M1Outcome<?> outcome) {
    work.dispatched();
    work.wrote(kind, new CallEnd.Made(outcome, TOKEN), clock.instant());
  }
}
