package io.m1bridge.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {

  private final MutableClock clock = MutableClock.at("2026-01-31T10:00:00Z");

  @Test
  void shouldAllowSomeFailuresWithinTenMinutes() {
    ThreadFailures failures = new ThreadFailures(clock, 2);

    assertThat(failures.mayReplace()).isTrue();
    assertThat(failures.mayReplace()).isTrue();
    assertThat(failures.mayReplace()).isFalse();
  }

  @Test
  void shouldForgetOldFailures() {
    ThreadFailures failures = new ThreadFailures(clock, 1);
    failures.mayReplace();

    clock.advance(Duration.ofMinutes(11));

    assertThat(failures.mayReplace()).isTrue();
  }
}
