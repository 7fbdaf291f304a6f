package io.m1bridge.testkit.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.account.Permit;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakeAccountAccessTest {

  private static final AccountId DEMO = new AccountId("demo");

  private final MutableClock clock = MutableClock.at("2026-01-01T00:00:00Z");
  private final FakeAccountAccess access = new FakeAccountAccess(clock);

  @Test
  void shouldGrantNothingUnlessTold() {
    assertThat(access.tryAcquire(DEMO, Permit.Purpose.REGULAR, 3)).isEmpty();
    assertThat(access.lastDemand(DEMO)).isEqualTo(3);
  }

  @Test
  void shouldDripUpToTheBurst() {
    access.grantEvery(DEMO, Duration.ofSeconds(2), 3);
    clock.advance(Duration.ofSeconds(5));
    assertThat(drain()).isEqualTo(2);
    clock.advance(Duration.ofSeconds(1));
    assertThat(drain()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(600));
    assertThat(drain()).isEqualTo(3);
  }

  @Test
  void shouldTakeBackALivePermitOnce() {
    access.grant(DEMO, 1);
    Permit permit = access.tryAcquire(DEMO, Permit.Purpose.REGULAR, 1).orElseThrow();
    access.giveBack(permit);
    access.giveBack(permit);
    assertThat(drain()).isEqualTo(1);
  }

  @Test
  void shouldLetAPermitDie() {
    access.grantAlways(DEMO);
    Permit permit = access.tryAcquire(DEMO, Permit.Purpose.REGULAR, 1).orElseThrow();
    assertThat(permit.isLive()).isTrue();
    clock.advance(FakeAccountAccess.VALIDITY);
    assertThat(permit.isLive()).isFalse();
    access.giveBack(permit);
    assertThat(access.returned()).isEmpty();
  }

  private int drain() {
    int permits = 0;
    while (access.tryAcquire(DEMO, Permit.Purpose.REGULAR, 1).isPresent()) {
      permits++;
    }
    return permits;
  }
}
