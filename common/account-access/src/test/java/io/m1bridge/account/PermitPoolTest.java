package io.m1bridge.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.account.Permit.Purpose;
import io.m1bridge.contracts.token.PermitsAnswer;
import io.m1bridge.contracts.token.PermitsRequest;
import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PermitPoolTest {

  private static final AccountId DEMO = new AccountId("demo");

  private final AtomicLong nanos = new AtomicLong();
  private final PermitPool pool = new PermitPool("me", nanos::get);

  @Test
  void shouldAskForWhatIsMissingAndNotMore() {
    lease("a", 2, 30_000);
    assertThat(pool.tryAcquire(DEMO, Purpose.REGULAR, 6)).isPresent();

    assertThat(pool.nextRequest().orElseThrow().demands())
        .containsExactly(new PermitsRequest.Demand("demo", 4, PermitsRequest.Purpose.REGULAR));
    assertThat(pool.nextRequest()).as("asked once").isEmpty();
  }

  @Test
  void shouldNeverAskForMoreThanTheContractAllows() {
    pool.tryAcquire(DEMO, Purpose.REGULAR, 500);
    assertThat(pool.nextRequest().orElseThrow().demands().get(0).wanted()).isEqualTo(20);
  }

  @Test
  void shouldCountTheLifeOfALeaseFromTheSendingOfItsRequest() {
    long sentAt = nanos.get();
    advance(Duration.ofSeconds(4));
    pool.accept(answer("a", 1, 5_000), sentAt);
    Permit permit = pool.tryAcquire(DEMO, Purpose.REGULAR, 1).orElseThrow();
    assertThat(permit.isLive()).isTrue();
    advance(Duration.ofSeconds(1));
    assertThat(permit.isLive()).isFalse();
  }

  @Test
  void shouldNeverHandOutAnExpiredPermit() {
    lease("a", 3, 5_000);
    pool.tryAcquire(DEMO, Purpose.REGULAR, 1);
    advance(Duration.ofSeconds(5));
    assertThat(pool.tryAcquire(DEMO, Purpose.REGULAR, 1)).isEmpty();
  }

  @Test
  void shouldIgnoreALeaseThatArrivesDead() {
    long sentAt = nanos.get();
    advance(Duration.ofSeconds(6));
    pool.accept(answer("a", 1, 5_000), sentAt);
    assertThat(pool.tryAcquire(DEMO, Purpose.REGULAR, 1)).isEmpty();
  }

  @Test
  void shouldGiveBackWhatNobodyWantsAnyMore() {
    lease("a", 3, 30_000);
    pool.tryAcquire(DEMO, Purpose.REGULAR, 1);
    assertThat(pool.nextRequest()).isEmpty();
    advance(PermitPool.IDLE);

    assertThat(pool.nextRequest().orElseThrow().returns())
        .containsExactly(new PermitsRequest.Return("a", 2));
    assertThat(pool.nextRequest()).as("returned once").isEmpty();
    assertThat(pool.tryAcquire(DEMO, Purpose.REGULAR, 1)).as("and not used after").isEmpty();
  }

  @Test
  void shouldTakeBackAPermitOnceAndNotAfterItsLeaseWentBack() {
    lease("a", 2, 30_000);
    Permit permit = pool.tryAcquire(DEMO, Purpose.REGULAR, 1).orElseThrow();
    pool.giveBack(permit);
    pool.giveBack(permit);
    assertThat(pool.tryAcquire(DEMO, Purpose.REGULAR, 1)).isPresent();
    Permit last = pool.tryAcquire(DEMO, Purpose.REGULAR, 1).orElseThrow();
    assertThat(pool.tryAcquire(DEMO, Purpose.REGULAR, 1)).isEmpty();

    lease("b", 2, 30_000);
    Permit late = pool.tryAcquire(DEMO, Purpose.REGULAR, 1).orElseThrow();
    pool.returnAll();
    pool.giveBack(late);
    assertThat(pool.tryAcquire(DEMO, Purpose.REGULAR, 1)).isEmpty();
    pool.giveBack(last);
    assertThat(pool.tryAcquire(DEMO, Purpose.REGULAR, 1)).isPresent();
  }

  @Test
  void shouldDropPermitsAndReportWhenM1Throttles() {
    lease("a", 3, 30_000);
    Permit used = pool.tryAcquire(DEMO, Purpose.REGULAR, 1).orElseThrow();
    pool.throttled(DEMO);
    pool.giveBack(used);

    assertThat(pool.tryAcquire(DEMO, Purpose.REGULAR, 1)).isEmpty();
    PermitsRequest request = pool.nextRequest().orElseThrow();
    assertThat(request.throttled()).containsExactly("demo");
    pool.failed(request);
    assertThat(pool.nextRequest().orElseThrow().throttled())
        .as("a report is not lost with its request")
        .containsExactly("demo");
  }

  @Test
  void shouldWaitAsLongAsADenialSays() {
    pool.tryAcquire(DEMO, Purpose.REGULAR, 1);
    pool.nextRequest();
    pool.accept(
        new PermitsAnswer(List.of(), List.of(new PermitsAnswer.Denial("demo", "budget", 1_800))),
        nanos.get());
    pool.tryAcquire(DEMO, Purpose.REGULAR, 1);
    assertThat(pool.nextRequest()).isEmpty();
    advance(Duration.ofMillis(1_800));
    assertThat(pool.nextRequest()).isPresent();
  }

  @Test
  void shouldForgetAWishThatWasNotRepeated() {
    pool.tryAcquire(DEMO, Purpose.REGULAR, 1);
    advance(PermitPool.WISH_LIFE.plusMillis(1));
    assertThat(pool.nextRequest()).isEmpty();
  }

  @Test
  void shouldKeepHousekeepingApart() {
    lease("a", 1, 30_000);
    assertThat(pool.tryAcquire(DEMO, Purpose.HOUSEKEEPING, 1)).isEmpty();
    assertThat(pool.nextRequest().map(r -> r.demands().get(0).purpose()))
        .isEqualTo(Optional.of(PermitsRequest.Purpose.HOUSEKEEPING));
  }

  @Test
  void shouldLetAPermitBeginOneCallOnlyAndOnlyWhileItLives() {
    lease("a", 3, 30_000);
    Permit permit = pool.tryAcquire(DEMO, Purpose.REGULAR, 1).orElseThrow();
    assertThat(permit.begin()).isTrue();
    assertThat(permit.begin()).as("used up").isFalse();
    assertThat(permit.isLive()).isFalse();
    pool.giveBack(permit);
    pool.tryAcquire(DEMO, Purpose.REGULAR, 1);
    Permit last = pool.tryAcquire(DEMO, Purpose.REGULAR, 1).orElseThrow();
    assertThat(pool.tryAcquire(DEMO, Purpose.REGULAR, 1)).as("a used one is not back").isEmpty();
    advance(Duration.ofSeconds(30));
    assertThat(last.begin()).isFalse();
  }

  private void lease(String id, int permits, long validMillis) {
    pool.accept(answer(id, permits, validMillis), nanos.get());
  }

  private static PermitsAnswer answer(String id, int permits, long validMillis) {
    return new PermitsAnswer(
        List.of(new PermitsAnswer.Lease(id, "demo", permits, validMillis, null)), List.of());
  }

  private void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }
}
