package io.m1bridge.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MutableClockTest {

  @Test
  void shouldMoveAlsoTheClocksOfOtherZones() {
    MutableClock clock = MutableClock.at("2026-01-31T10:00:00Z");
    Clock shanghai = clock.withZone(ZoneId.of("Asia/Shanghai"));

    clock.advance(Duration.ofHours(1));

    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-01-31T11:00:00Z"));
    assertThat(shanghai.instant()).isEqualTo(clock.instant());
    assertThat(shanghai.getZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
  }
}
