package io.m1bridge.benchmarks.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PermitsTest {

  private static final long GAP = TimeUnit.MILLISECONDS.toNanos(100);

  private final AtomicLong now = new AtomicLong();
  private final Permits permits = new Permits(10, now::get);

  @Test
  void shouldBeginEmptyAndDrip() {
    assertThat(permits.reserve()).isEqualTo(GAP);
    assertThat(permits.reserve()).isEqualTo(2 * GAP);
  }

  @Test
  void shouldHoldTwentyAtMost() {
    now.set(TimeUnit.HOURS.toNanos(1));

    for (int taken = 0; taken <= 20; taken++) {
      assertThat(permits.reserve()).as("permit %d", taken).isLessThanOrEqualTo(0);
    }
    assertThat(permits.reserve()).isEqualTo(GAP);
  }
}
