package io.m1bridge.contactsync.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.account.Permit;
import io.m1bridge.account.Token;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.CallEnd.NotMade;
import io.m1bridge.contactsync.call.CallEnd.Reason;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.account.FakeAccountAccess;
import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an account's calls wait, for how long, and what ends the wait. */
class AccountWorkTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final Token TOKEN = new Token(new AccessToken("t"), "print", Instant.MAX, 1);
  private static final M1Outcome<?> DOWN = unavailable(Duration.ZERO);
  private static final M1Outcome<?> DONE = new M1Outcome.Accepted<>("done");

  private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  private final FakeAccountAccess access = new FakeAccountAccess(clock);
  // The random part of a pause is zero: half of the whole pause.
  private final AccountWork work =
      new AccountWork(
          DEMO, access, new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1)), () -> 0L);

  private AccountWork connected() {
    work.blockedBy(Optional.empty());
    return work;
  }

  private static M1Outcome<?> unavailable(Duration retryAfter) {
    return new M1Outcome.Unavailable<>("connection refused", retryAfter);
  }

  private void ended(CallEnd end) {
    work.dispatched();
    work.completed(end, clock.instant());
  }

  private void made(M1Outcome<?> outcome) {
    ended(new CallEnd.Made(outcome, TOKEN));
  }

  /** How long calls wait from now on. */
  private Duration pause() {
    Duration pause = Duration.ZERO;
    while (!work.mayCall(clock.instant().plus(pause))) {
      pause = pause.plusMillis(500);
    }
    return pause;
  }

  private Duration pauseAfter(M1Outcome<?> outcome) {
    made(outcome);
    Duration pause = pause();
    clock.advance(pause);
    return pause;
  }

  @Test
  void shouldCallNobodyUnknown() {
    assertThat(work.mayCall(clock.instant())).isFalse();
    assertThat(work.trouble())
        .hasValueSatisfying(why -> assertThat(why.words()).contains("not known"));

    connected();
    assertThat(work.mayCall(clock.instant())).isTrue();
    assertThat(work.trouble()).isEmpty();
  }

  @Test
  void shouldForgetAPauseWhenAPersonHasActed() {
    connected();
    made(new M1Outcome.Forbidden<>());
    work.blockedBy(Optional.empty());
    assertThat(work.mayCall(clock.instant())).as("nothing was blocked").isFalse();

    work.blockedBy(Optional.of(new Trouble(AccountHealth.UNAUTHORIZED, "suspended")));
    assertThat(work.trouble().map(Trouble::words)).contains("suspended");
    clock.advance(Duration.ofDays(1));
    assertThat(work.mayCall(clock.instant())).isFalse();
    clock.advance(Duration.ofDays(-1));
    work.blockedBy(Optional.empty());
    assertThat(work.mayCall(clock.instant())).isTrue();
  }

  @Test
  void shouldWaitTwiceAsLongAfterEachFailureUpToALimit() {
    connected();
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30, 30}) {
      assertThat(pauseAfter(DOWN)).isEqualTo(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void shouldBeginAnewOnceM1HasAnswered() {
    connected();
    pauseAfter(DOWN);
    pauseAfter(DOWN);
    made(DONE);
    assertThat(work.trouble()).isEmpty();
    assertThat(pauseAfter(DOWN)).isEqualTo(Duration.ofSeconds(1));

    pauseAfter(DOWN);
    made(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""));
    assertThat(pauseAfter(DOWN)).as("a no is an answer too").isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void shouldLearnNothingFromALostAnswer() {
    connected();
    pauseAfter(DOWN);
    made(new M1Outcome.Unknown<>("timeout"));

    assertThat(work.trouble()).isPresent();
    assertThat(work.acceptedSince(Instant.EPOCH)).isFalse();
    assertThat(pauseAfter(DOWN)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void shouldWaitAsLongAsM1AsksButNoLongerThanAnHour() {
    connected();
    assertThat(pauseAfter(unavailable(Duration.ofSeconds(20)))).isEqualTo(Duration.ofSeconds(20));
    made(DONE);
    assertThat(pauseAfter(unavailable(Duration.ofMillis(100)))).isEqualTo(Duration.ofSeconds(1));
    assertThat(pauseAfter(unavailable(Duration.ofDays(3)))).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void shouldNotEndALongPauseByAShorterOne() {
    connected();
    made(new M1Outcome.Throttled<>(Optional.of(Duration.ofMinutes(9))));
    made(DOWN);
    made(DONE);

    assertThat(pause()).isEqualTo(Duration.ofMinutes(9));
  }

  @Test
  void shouldReportThatTheHoursCallsAreUsedUp() {
    connected();
    assertThat(pauseAfter(new M1Outcome.Throttled<>())).isEqualTo(Duration.ofSeconds(30));
    assertThat(work.trouble())
        .hasValueSatisfying(why -> assertThat(why.words()).contains("E10104"));

    assertThat(pauseAfter(new M1Outcome.Throttled<>(Optional.of(Duration.ofMinutes(7)))))
        .isEqualTo(Duration.ofMinutes(7));
    assertThat(access.throttleReports()).containsExactly(DEMO, DEMO);
    assertThat(pauseAfter(DOWN)).as("no failure").isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void shouldTryANewTokenAtOnceAndPauseAfterThreeInARow() {
    connected();
    M1Outcome<?> refused = new M1Outcome.Unauthorized<>();
    assertThat(pauseAfter(refused)).isZero();
    assertThat(pauseAfter(refused)).isZero();
    assertThat(pauseAfter(refused)).isEqualTo(Duration.ofMinutes(1));
    assertThat(access.invalidReports()).containsExactly("print", "print", "print");

    made(DONE);
    assertThat(pauseAfter(refused)).as("not in a row").isZero();
  }

  @Test
  void shouldNotCountARefusalOfATokenThatIsTooYoung() {
    connected();
    access.tokensAreYoung(true);
    for (int i = 0; i < 5; i++) {
      assertThat(pauseAfter(new M1Outcome.Unauthorized<>())).isEqualTo(AccountAccess.HELD_BACK);
    }
    access.tokensAreYoung(false);

    assertThat(pauseAfter(new M1Outcome.Unauthorized<>())).isZero();
  }

  @Test
  void shouldWaitForAPersonAfterAForbidOnlyWhereItWasTaken() {
    connected();
    assertThat(pauseAfter(new M1Outcome.Forbidden<>())).isEqualTo(Duration.ofMinutes(10));
    assertThat(access.noPermissionReports()).containsExactly(DEMO);

    access.takesNoPermission(false);
    assertThat(pauseAfter(new M1Outcome.Forbidden<>())).isEqualTo(AccountAccess.HELD_BACK);
  }

  @Test
  void shouldWaitWhereNoTokenCameButNotForALatePermit() {
    connected();
    ended(new NotMade(Reason.PERMIT_EXPIRED, Duration.ofMinutes(5)));
    assertThat(pause()).isZero();
    ended(new NotMade(Reason.NO_TOKEN, Duration.ofSeconds(5)));
    assertThat(pause()).isEqualTo(Duration.ofSeconds(5));
    ended(new NotMade(Reason.NOT_AUTHORIZED, Duration.ofSeconds(10)));
    assertThat(pause()).isEqualTo(Duration.ofSeconds(10));

    assertThat(work.calls()).as("none was made").isZero();
    assertThat(work.inFlight()).isZero();
  }

  @Test
  void shouldCountWhatIsInFlightHoweverItEnds() {
    connected();
    for (int i = 1; i <= 5; i++) {
      work.dispatched();
      assertThat(work.inFlight()).isEqualTo(i);
    }
    work.completed(new CallEnd.Made(DONE, TOKEN), clock.instant());
    work.completed(new CallEnd.Made(new M1Outcome.Unknown<>("lost"), TOKEN), clock.instant());
    work.completed(new CallEnd.Lost("Bug"), clock.instant());
    work.completed(new CallEnd.NotSent("Bug"), clock.instant());
    assertThat(work.inFlight()).isEqualTo(1);
    assertThat(work.calls()).isEqualTo(2);
  }

  @Test
  void shouldUseAKeptPermitBeforeItTakesAnother() {
    access.grant(DEMO, 2);
    Permit first = work.permit(1).orElseThrow();
    work.keep(first);

    assertThat(work.permit(1)).containsSame(first);
    assertThat(work.permit(7)).isPresent();
    assertThat(access.lastDemand(DEMO)).isEqualTo(7);
    assertThat(work.permit(1)).isEmpty();
  }

  @Test
  void shouldNotUseAKeptPermitThatHasExpired() {
    access.grant(DEMO, 1);
    work.keep(work.permit(1).orElseThrow());
    clock.advance(FakeAccountAccess.VALIDITY);

    assertThat(work.permit(1)).isEmpty();
  }

  @Test
  void shouldGiveAKeptPermitBackOnce() {
    access.grant(DEMO, 1);
    Permit permit = work.permit(1).orElseThrow();
    work.giveBack();
    assertThat(access.returned()).as("it is on its way").isEmpty();
    work.keep(permit);

    work.giveBack();
    work.giveBack();

    assertThat(access.returned()).containsExactly(permit);
    assertThat(work.permit(1)).as("it is there for others").isPresent();
  }

  @Test
  void shouldAskForAProbeUntilM1HasAcceptedSomething() {
    connected();
    made(DOWN);
    assertThat(work.isProbeDue()).as("only the way there is in trouble").isFalse();
    made(new M1Outcome.Unavailable<>(M1Outcome.Unavailable.SERVER_ERROR, Duration.ZERO));
    assertThat(work.isProbeDue()).isTrue();
    made(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""));
    assertThat(work.isProbeDue()).isTrue();
    made(DONE);
    assertThat(work.isProbeDue()).isFalse();
    made(new M1Outcome.Unexplained<>(Optional.empty(), "no"));
    assertThat(work.isProbeDue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldHalveBatchesForAnHourAfterOneWasTooLarge(boolean byServer) {
    M1Outcome<?> tooLarge =
        byServer ? new M1Outcome.TooLarge<>() : new M1Outcome.Refused<>(M1Code.TOO_MANY_ROWS, "");
    work.sizes()
        .answered(900, new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""), clock.instant());
    assertThat(work.sizes().rows(clock.instant())).isGreaterThan(1_000);
    work.sizes().answered(900, tooLarge, clock.instant());
    assertThat(work.sizes().rows(clock.instant())).isEqualTo(450);
    work.sizes().answered(1, tooLarge, clock.instant());
    assertThat(work.sizes().rows(clock.instant())).isEqualTo(1);
    work.sizes().answered(900, tooLarge, clock.instant());
    assertThat(work.sizes().rows(clock.instant())).as("never more by that").isEqualTo(1);

    clock.advance(Duration.ofHours(1));
    assertThat(work.sizes().rows(clock.instant())).isGreaterThan(1_000);
  }
}
