package io.m1bridge.contactsync.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Contacts that cost many calls each leave most calls to the others, and most of any hour. */
class CallShareTest {

  private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  private final CallShare share = new CallShare();

  @Test
  void shouldLetCostlyCallsTakeOneInTenWhileOthersWait() {
    for (int i = 0; i < 9; i++) {
      assertThat(share.mayTake(true, clock.instant())).as("after " + i).isFalse();
      share.counted();
    }
    assertThat(share.mayTake(true, clock.instant())).isTrue();
    share.took(clock.instant());
    assertThat(share.mayTake(true, clock.instant())).isFalse();
    assertThat(share.mayTake(false, clock.instant())).isTrue();
  }

  @Test
  void shouldLetCostlyCallsTakeTheirShareOfAnyHourAtMost() {
    share.limit(2);
    share.took(clock.instant());
    clock.advance(Duration.ofMinutes(30));
    share.took(clock.instant());
    assertThat(share.mayTake(false, clock.instant())).isFalse();

    clock.advance(Duration.ofMinutes(30));
    assertThat(share.mayTake(false, clock.instant())).as("the first is an hour old").isTrue();
    share.limit(0);
    assertThat(share.mayTake(false, clock.instant())).as("one is in the hour").isFalse();
    clock.advance(Duration.ofMinutes(30));
    assertThat(share.mayTake(false, clock.instant())).as("one at least").isTrue();
  }
}
