package io.m1bridge.simulator.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MovableClockTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private final MovableClock base = new MovableClock(Clock.fixed(START, ZoneOffset.UTC));
  private final MovableClock clock = new MovableClock(base);

  @Test
  void shouldRunAheadByWhatItWasAdvanced() {
    clock.advance(Duration.ofHours(2));
    base.advance(Duration.ofSeconds(5));

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(7205));
  }

  @Test
  void shouldRunFasterFromTheMomentItIsToldSo() {
    base.advance(Duration.ofSeconds(10));
    clock.scale(60);
    base.advance(Duration.ofSeconds(2));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(130));

    clock.scale(1);
    base.advance(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(131));
  }

  @Test
  void shouldNeverGoBackwards() {
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> clock.scale(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
