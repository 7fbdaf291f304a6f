package io.m1bridge.contactsync.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.account.Token;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.account.FakeAccountAccess;
import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code Retry-After}, whatever else is known of the call that it came with. */
class AskedToWaitTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final Token TOKEN = new Token(new AccessToken("t"), "print", Instant.MAX, 1);
  private static final Duration WAIT = Duration.ofMinutes(20);

  private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  private final AccountWork work =
      new AccountWork(
          DEMO,
          new FakeAccountAccess(clock),
          new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1)),
          () -> 0L);

  @BeforeEach
  void connect() {
    work.blockedBy(Optional.empty());
  }

  static Stream<M1Outcome<?>> outcomes() {
    Optional<Duration> wait = Optional.of(WAIT);
    return Stream.of(
        new M1Outcome.Unknown<>("HTTP 503", wait),
        new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 403", wait),
        new M1Outcome.Throttled<>(wait),
        new M1Outcome.Unavailable<>("HTTP 503", WAIT, true));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void shouldWaitAsLongAsWhoeverAnsweredAsks(M1Outcome<?> outcome) {
    ended(outcome);

    assertThat(work.pausedUntil(clock.instant())).contains(clock.instant().plus(WAIT));
    assertThat(work.trouble()).isPresent();
  }

  @Test
  void shouldNotWaitForAnAnswerThatIsLost() {
    ended(new M1Outcome.Unknown<>("time-out"));

    assertThat(work.mayCall(clock.instant())).isTrue();
  }

  private void ended(M1Outcome<?> outcome) {
    work.dispatched();
    work.completed(new CallEnd.Made(outcome, TOKEN), clock.instant());
  }
}
